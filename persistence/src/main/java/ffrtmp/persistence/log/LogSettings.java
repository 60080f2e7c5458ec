package ffrtmp.persistence.log;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How log sources and their tables behave, read once from {@code ffrtmp.log}.
 *
 * @param ownerPatience how long a silent reader keeps its source from others
 * @param poll how often the journal is looked at when nobody calls
 * @param events batches written in one transaction
 * @param behindPatience how long a reader waits for the tables before its batch fails
 * @param queryThreads queries at work at a time
 * @param queryQueue queries that may wait; past that they are refused
 */
public record LogSettings(
    Duration ownerPatience,
    Duration poll,
    int events,
    Duration behindPatience,
    int queryThreads,
    int queryQueue,
    Retention retention) {
  /**
   * How long rows are kept, counted from the newest time that was seen in their source.
   *
   * @param seconds traffic of single seconds
   * @param minutes traffic of minutes
   * @param hours traffic of hours
   * @param days traffic of days
   * @param networkMinutes minutes of network interfaces
   * @param networkHours peaks of hours of network interfaces
   * @param networkDays peaks of days of network interfaces
   */
  public record Retention(
      Duration seconds,
      Duration minutes,
      Duration hours,
      Duration days,
      Duration sessions,
      Duration downloads,
      Duration networkMinutes,
      Duration networkHours,
      Duration networkDays) {
    static Retention from(Config config) {
      return new Retention(
          config.getDuration("seconds"),
          config.getDuration("minutes"),
          config.getDuration("hours"),
          config.getDuration("days"),
          config.getDuration("sessions"),
          config.getDuration("downloads"),
          config.getDuration("network-minutes"),
          config.getDuration("network-hours"),
          config.getDuration("network-days"));
    }
  }

  /** Reads the block {@code ffrtmp.log}. */
  public static LogSettings from(Config config) {
    return new LogSettings(
        config.getDuration("owner-patience"),
        config.getDuration("poll"),
        config.getInt("events"),
        config.getDuration("behind-patience"),
        config.getInt("query-threads"),
        config.getInt("query-queue"),
        Retention.from(config.getConfig("retention")));
  }
}
