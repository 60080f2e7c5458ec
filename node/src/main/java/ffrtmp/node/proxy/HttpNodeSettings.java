package ffrtmp.node.proxy;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The times of workers that speak HTTP, read once from {@code ffrtmp.http-workers}.
 *
 * @param heartbeat how often a worker beats that does not say, and the longest that one may say
 * @param signOfHandOut after how long a hand-out without a sign is lost
 * @param offerAgain how often open polls are offered again
 * @param decision how long a poll that cannot wait is held for the scheduler's word
 */
public record HttpNodeSettings(
    Duration heartbeat, Duration signOfHandOut, Duration offerAgain, Duration decision) {
  /** A lease is so many heartbeats. */
  static final int BEATS = 3;

  /** Reads the block {@code ffrtmp.http-workers}. */
  public static HttpNodeSettings from(Config config) {
    Config c = config.getConfig("ffrtmp.http-workers");
    return new HttpNodeSettings(
        c.getDuration("heartbeat"),
        c.getDuration("sign-of-hand-out"),
        c.getDuration("offer-again"),
        c.getDuration("decision"));
  }
}
