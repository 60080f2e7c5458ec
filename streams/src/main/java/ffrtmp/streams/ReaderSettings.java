package ffrtmp.streams;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a source's reader goes about it; {@code ffrtmp.streams.reader} in reference.conf.
 *
 * @param batchTime lines of this long become one batch at the most
 * @param batchBytes so do lines of this many bytes
 * @param batchChanges so do lines that change this many rows and open entries
 * @param idle a series without a new line for this long has no line older than what was seen
 * @param renew how often the store hears that the reader is alive
 * @param retryFirst a store that gave no definite answer is asked again after this; doubles
 * @param retryMost up to this; a reader that stands by asks this often
 */
public record ReaderSettings(
    Duration batchTime,
    int batchBytes,
    int batchChanges,
    Duration idle,
    Duration renew,
    Duration retryFirst,
    Duration retryMost) {
  /** From the configuration's {@code ffrtmp.streams.reader}. */
  public static ReaderSettings from(Config config) {
    return new ReaderSettings(
        config.getDuration("batch-time"),
        Math.toIntExact(config.getBytes("batch-bytes")),
        config.getInt("batch-changes"),
        config.getDuration("idle"),
        config.getDuration("renew"),
        config.getDuration("retry-first"),
        config.getDuration("retry-most"));
  }
}
