package ffrtmp.node.worker.remote;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before another try: twice as long after each failure, up to a bound, and each
 * time somewhat more or less, so that workers that lost one master do not come back at once.
 */
final class Backoff {
  private static final double SPREAD = 0.4;

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier random;
  private Duration next;

  /**
   * @param random 0 inclusive to 1 exclusive
   */
  Backoff(Duration first, Duration longest, DoubleSupplier random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  /** The wait after one more failure. */
  Duration failed() {
    Duration now = next;
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) > 0 ? longest : twice;
    return jittered(now);
  }

  void succeeded() {
    next = first;
  }

  private Duration jittered(Duration pause) {
    double factor = 1 - SPREAD / 2 + SPREAD * random.getAsDouble();
    return Duration.ofNanos((long) (pause.toNanos() * factor));
  }
}
