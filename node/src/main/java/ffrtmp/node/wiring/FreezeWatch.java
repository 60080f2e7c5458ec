package ffrtmp.node.wiring;

import java.time.Duration;

/**
 * Tells from the time between ticks whether this process stood still for so long that the rest of
 * the cluster may have gone on without it. Pure: the time is told to it, on a monotonic clock.
 */
final class FreezeWatch {

  /** What to do about the time that passed since the last tick. */
  enum Verdict {
    /** Nothing: the process ran. */
    GO_ON,
    /** It stood still, and nobody could have taken over. */
    WARN,
    /** It stood still, and others may hold what it believes to hold. */
    HALT
  }

  private final long limitNanos;
  private long last;
  private long gap;

  FreezeWatch(Duration limit, long now) {
    limitNanos = limit.toNanos();
    last = now;
  }

  Verdict tick(long now, boolean othersCouldTakeOver) {
    gap = now - last;
    last = now;
    if (gap < limitNanos) return Verdict.GO_ON;
    return othersCouldTakeOver ? Verdict.HALT : Verdict.WARN;
  }

  /** How long it was between the last two ticks. */
  Duration gap() {
    return Duration.ofNanos(gap);
  }
}
