package ffrtmp.node.worker.process;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures the time that passes while it is not paused. */
public final class Stopwatch {
  private final LongSupplier nanoTime;
  private long before;
  private long since;
  private boolean paused;

  /**
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public Stopwatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  public void pause() {
    if (paused) return;
    before += nanoTime.getAsLong() - since;
    paused = true;
  }

  public void resume() {
    if (!paused) return;
    since = nanoTime.getAsLong();
    paused = false;
  }

  public Duration elapsed() {
    return Duration.ofNanos(paused ? before : before + nanoTime.getAsLong() - since);
  }
}
