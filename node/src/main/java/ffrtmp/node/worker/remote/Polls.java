package ffrtmp.node.worker.remote;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When to offer a slot to the master. Invariant: at most one poll is open, and none while every
 * slot is taken; since a poll that brought a job is followed at once by another, one is enough.
 * Times are nanoseconds of one monotonic clock. Pure.
 */
final class Polls {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Duration idlePause;
  private final Backoff backoff;
  private boolean open;
  private long openedNanos;
  private long notBefore;
  private boolean hurried = true;

  /**
   * @param idlePause the shortest time between the beginnings of two polls that brought nothing
   */
  Polls(Duration idlePause, DoubleSupplier random) {
    this.idlePause = idlePause;
    this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
  }

  /** Whether to open one now; the asker then does. */
  boolean due(long now, int freeSlots) {
    return !open && freeSlots > 0 && (hurried || now - notBefore >= 0);
  }

  void opened(long now) {
    open = true;
    hurried = false;
    openedNanos = now;
  }

  /** The open one brought a job. */
  void full() {
    open = false;
    backoff.succeeded();
    hurried = true;
  }

  /** The open one brought nothing: after a long one the next may follow at once. */
  void empty() {
    open = false;
    backoff.succeeded();
    notBefore = openedNanos + idlePause.toNanos();
  }

  /** The open one failed. */
  void failed(long now, Duration atLeast) {
    open = false;
    Duration pause = backoff.failed();
    notBefore = now + (pause.compareTo(atLeast) > 0 ? pause : atLeast).toNanos();
  }

  /** The master is back: there is no reason to wait any more, now or after the open one. */
  void hurry() {
    hurried = true;
  }
}
