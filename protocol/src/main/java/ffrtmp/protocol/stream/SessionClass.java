package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a TCP session was, judged by its size and speed. */
public enum SessionClass {
  /** The status was not 200, or nothing was sent. */
  @JsonProperty("failed")
  FAILED,
  /** Under 256 KiB or under 64 KiB/s: an API call or an idle connection, no measure of a line. */
  @JsonProperty("control")
  CONTROL,
  /** A genuine HTTPS download that bypassed the cache. */
  @JsonProperty("passthrough")
  PASSTHROUGH
}
