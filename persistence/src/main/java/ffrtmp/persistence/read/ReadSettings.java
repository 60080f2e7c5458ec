package ffrtmp.persistence.read;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How the read side behaves, read once from {@code ffrtmp.read}.
 *
 * @param poll how often the journal is looked at when nobody calls
 * @param gather how long a step waits for more after the journal was heard to grow
 * @param batch events folded and written in one transaction
 * @param gapPatience how long a missing place in the journal is asked for again
 * @param states folded states kept in memory
 * @param queryThreads queries at work at a time
 * @param queryQueue queries that may wait; past that they are refused
 */
public record ReadSettings(
    Duration poll,
    Duration gather,
    int batch,
    Duration gapPatience,
    int states,
    int queryThreads,
    int queryQueue) {
  /** Reads the block {@code ffrtmp.read}. */
  public static ReadSettings from(Config config) {
    return new ReadSettings(
        config.getDuration("poll"),
        config.getDuration("gather"),
        config.getInt("batch"),
        config.getDuration("gap-patience"),
        config.getInt("states"),
        config.getInt("query-threads"),
        config.getInt("query-queue"));
  }
}
