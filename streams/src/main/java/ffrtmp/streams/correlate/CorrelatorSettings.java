package ffrtmp.streams.correlate;

import com.typesafe.config.Config;

/**
 * What the correlator goes by.
 *
 * @param sameConnection both logs show the same connections (a cache that terminates TLS)
 * @param gapSeconds a download ends after so many seconds without a request
 * @param retentionSeconds a line may be this late and still join what it belongs to
 * @param maxKeys pieces of open state (downloads and their minutes, and apart from them waiting
 *     sessions); above it the oldest are let go and counted
 * @param maxRequests requests held for sessions to come, only with {@code sameConnection}
 * @param secondRows traffic by the second is told for this long before the present, since nobody
 *     asks for the seconds of last year
 */
public record CorrelatorSettings(
    boolean sameConnection,
    int gapSeconds,
    int retentionSeconds,
    int maxKeys,
    int maxRequests,
    int secondRows) {
  private static final int LEAST_KEYS = 16;

  /**
   * @throws IllegalArgumentException when the retention is shorter than the gap, or a bound is too
   *     low to work with
   */
  public CorrelatorSettings {
    if (gapSeconds < 1) throw new IllegalArgumentException("gapSeconds is at least 1");
    if (retentionSeconds < gapSeconds) {
      throw new IllegalArgumentException("retentionSeconds is at least gapSeconds");
    }
    if (maxKeys < LEAST_KEYS || maxRequests < LEAST_KEYS) {
      throw new IllegalArgumentException("maxKeys and maxRequests are at least " + LEAST_KEYS);
    }
    if (secondRows < 0) throw new IllegalArgumentException("secondRows is not negative");
  }

  /** From the configuration's {@code ffrtmp.streams.correlator}. */
  public static CorrelatorSettings from(Config config) {
    return new CorrelatorSettings(
        false,
        seconds(config, "gap"),
        seconds(config, "retention"),
        config.getInt("max-keys"),
        config.getInt("max-requests"),
        seconds(config, "second-rows"));
  }

  private static int seconds(Config config, String key) {
    return Math.toIntExact(config.getDuration(key).toSeconds());
  }

  /** 300 s, 900 s, 100,000 keys, 500,000 requests, seconds of two hours. */
  public static CorrelatorSettings defaults() {
    return new CorrelatorSettings(false, 300, 900, 100_000, 500_000, 7_200);
  }

  /** The same for a source where both logs show the same connections, or do not. */
  public CorrelatorSettings sameConnection(boolean same) {
    return new CorrelatorSettings(
        same, gapSeconds, retentionSeconds, maxKeys, maxRequests, secondRows);
  }
}
