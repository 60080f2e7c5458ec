package ffrtmp.persistence.job;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How jobs behave, read once from {@code ffrtmp.job}.
 *
 * @param retryFirst the wait after a first failed attempt; it doubles with each
 * @param retryMost the longest wait between attempts
 * @param resendFirst after how long a worker that did not answer is told again; it doubles
 * @param resendMost the longest wait between repeats
 * @param followers how many may follow one job at a time
 * @param logChars characters kept of an ended attempt's log
 */
public record JobSettings(
    Duration retryFirst,
    Duration retryMost,
    Duration resendFirst,
    Duration resendMost,
    int followers,
    int logChars) {
  /** Reads the block {@code ffrtmp.job}. */
  public static JobSettings from(Config config) {
    return new JobSettings(
        config.getDuration("retry-first"),
        config.getDuration("retry-most"),
        config.getDuration("resend-first"),
        config.getDuration("resend-most"),
        config.getInt("followers"),
        config.getInt("log-chars"));
  }

  /** How long to wait for the next attempt after {@code retries} earlier ones. */
  Duration backoff(int retries) {
    return doubled(retryFirst, retryMost, retries);
  }

  /** How long to wait before telling the worker again, after {@code repeats} earlier ones. */
  Duration resendAfter(int repeats) {
    return doubled(resendFirst, resendMost, repeats);
  }

  private static Duration doubled(Duration first, Duration most, int times) {
    var wait = first.multipliedBy(1L << Math.min(times, 20));
    return wait.compareTo(most) < 0 ? wait : most;
  }
}
