package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the encoded media goes. */
public enum OutputMode {
  @JsonProperty("file")
  FILE,
  @JsonProperty("rtmp")
  RTMP,
  @JsonProperty("hls")
  HLS,
  @JsonProperty("dash")
  DASH
}
