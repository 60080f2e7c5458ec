package ffrtmp.node.lease;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The times of a lease, read once from {@code ffrtmp.lease}.
 *
 * @param duration how long a worker holds its lease after the sending of the last renewal that a
 *     majority of the keepers acknowledged
 * @param renew how often the worker renews, and how often a keeper reports to the scheduler
 * @param register how often the worker tells its node's entity its address again
 */
public record LeaseSettings(Duration duration, Duration renew, Duration register) {

  public static LeaseSettings from(Config config) {
    Config c = config.getConfig("ffrtmp.lease");
    return new LeaseSettings(
        c.getDuration("duration"), c.getDuration("renew"), c.getDuration("register"));
  }
}
