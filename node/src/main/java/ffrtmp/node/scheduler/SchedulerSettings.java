package ffrtmp.node.scheduler;

import com.typesafe.config.Config;
import ffrtmp.node.scheduler.core.Placement;
import ffrtmp.node.scheduler.core.Policy;
import java.time.Duration;
import java.util.Locale;

/**
 * The scheduler's settings, read once from {@code ffrtmp.scheduler}.
 *
 * @param tick how often time passes for the core
 * @param poll how often the change feed is asked while nothing new is there
 * @param page changes read at once
 * @param answerTimeout after which an unanswered decision is sent again
 * @param wakePerTick placed jobs woken at each tick after a fail-over
 * @param lease how long a worker holds its lease without an answer
 * @param httpLease the same for one that speaks HTTP, where no keeper heard what it said itself
 */
public record SchedulerSettings(
    Policy policy,
    Duration tick,
    Duration poll,
    int page,
    Duration answerTimeout,
    int wakePerTick,
    Duration lease,
    Duration httpLease) {

  /** Reads the block {@code ffrtmp.scheduler}; the leases are in others. */
  public static SchedulerSettings from(Config config) {
    Config c = config.getConfig("ffrtmp.scheduler");
    return new SchedulerSettings(
        policy(c),
        c.getDuration("tick"),
        c.getDuration("poll"),
        c.getInt("page"),
        c.getDuration("answer-timeout"),
        c.getInt("wake-per-tick"),
        config.getDuration("ffrtmp.lease.duration"),
        config.getDuration("ffrtmp.http-workers.heartbeat").multipliedBy(3));
  }

  private static Policy policy(Config c) {
    return new Policy(
        Placement.valueOf(c.getString("placement").toUpperCase(Locale.ROOT)),
        failUnplaceable(c.getString("unplaceable")),
        c.getDuration("unplaceable-grace"),
        c.getDuration("doubt"),
        c.getDuration("node-rest"),
        c.getInt("max-shapes"));
  }

  private static boolean failUnplaceable(String choice) {
    return switch (choice) {
      case "fail" -> true;
      case "wait" -> false;
      default ->
          throw new IllegalArgumentException(
              "ffrtmp.scheduler.unplaceable is wait or fail, not " + choice);
    };
  }
}
