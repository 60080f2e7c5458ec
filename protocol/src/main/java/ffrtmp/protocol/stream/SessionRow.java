package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One TCP session, as last known; a row with the same {@code number} replaces it. Stored as an
 * array under these positions, for ever: fields are only added, at the end.
 *
 * @param number counted by the source from 1
 * @param startMillis end minus duration, milliseconds since 1970 UTC
 * @param endMillis when the line was written; whole seconds
 * @param sent bytes to the client
 * @param received bytes from the client
 * @param host the SNI name, at most 305 characters; empty where there was none
 * @param service a known service, or {@code other}
 * @param download the number of the related download; 0: none
 * @param method how it was related; absent without a download
 * @param confidence 0 to 1; 0 without a download
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record SessionRow(
    @JsonProperty(index = 0) long number,
    @JsonProperty(index = 1) String client,
    @JsonProperty(index = 2) String protocol,
    @JsonProperty(index = 3) int status,
    @JsonProperty(index = 4) long startMillis,
    @JsonProperty(index = 5) long endMillis,
    @JsonProperty(index = 6) long sent,
    @JsonProperty(index = 7) long received,
    @JsonProperty(index = 8) String host,
    @JsonProperty(index = 9) String service,
    @JsonProperty(index = 10) SessionClass sessionClass,
    @JsonProperty(index = 11) long download,
    @JsonProperty(index = 12) @Nullable LinkMethod method,
    @JsonProperty(index = 13) double confidence) {
  /** Milliseconds; nginx measured it. */
  public long durationMillis() {
    return endMillis - startMillis;
  }
}
