package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One download, as last known; a row with the same {@code number} replaces it. Stored as an array
 * under these positions, for ever: fields are only added, at the end.
 *
 * @param number counted by the source from 1
 * @param service a known service, or {@code other}
 * @param name what tells it from others of the service: a depot, a title, a path; may be empty
 * @param firstSecond epoch second of the first request's end
 * @param lastSecond epoch second of the last request's end
 * @param active no later request can be told from it yet
 * @param activeSeconds seconds with at least one byte
 * @param hitSeconds seconds with at least one byte from the cache
 * @param missSeconds seconds with at least one byte from upstream
 * @param peakBytes bytes in the greatest second
 * @param timedBytes bytes of the requests whose time the log told
 * @param timedMillis the sum of those times
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record DownloadRow(
    @JsonProperty(index = 0) long number,
    @JsonProperty(index = 1) String client,
    @JsonProperty(index = 2) String service,
    @JsonProperty(index = 3) String name,
    @JsonProperty(index = 4) long firstSecond,
    @JsonProperty(index = 5) long lastSecond,
    @JsonProperty(index = 6) boolean active,
    @JsonProperty(index = 7) long bytes,
    @JsonProperty(index = 8) long hitBytes,
    @JsonProperty(index = 9) long missBytes,
    @JsonProperty(index = 10) long requests,
    @JsonProperty(index = 11) long activeSeconds,
    @JsonProperty(index = 12) long hitSeconds,
    @JsonProperty(index = 13) long missSeconds,
    @JsonProperty(index = 14) long peakBytes,
    @JsonProperty(index = 15) long timedBytes,
    @JsonProperty(index = 16) long timedMillis) {
  /** Bytes a second over all of its seconds, the gaps too. */
  public double averageBytesPerSecond() {
    return (double) bytes / (lastSecond - firstSecond + 1);
  }

  /** Under three seconds of whole-second times: the speed is only rough. */
  public boolean lowResolution() {
    return lastSecond - firstSecond + 1 < 3;
  }
}
