package ffrtmp.node.lease;

import akka.actor.testkit.typed.javadsl.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The actor system's timers and a monotonic clock, moved together. */
public final class ManualNanos implements LongSupplier {
  private static final Duration STEP = Duration.ofMillis(250);

  private final ManualTime time;
  private final AtomicLong nanos = new AtomicLong();

  public ManualNanos(ManualTime time) {
    this.time = time;
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /** Moves in steps, so that each timer sees the time at which it is due. */
  public void pass(Duration duration) {
    pass(duration, STEP);
  }

  /** Moves in steps of a length of the caller's; each takes a tenth of a second in truth. */
  public void pass(Duration duration, Duration step) {
    for (long left = duration.toMillis(); left > 0; left -= step.toMillis()) {
      nanos.addAndGet(step.toNanos());
      time.timePasses(step);
    }
  }
}
