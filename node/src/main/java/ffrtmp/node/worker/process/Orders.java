package ffrtmp.node.worker.process;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What others want of a running attempt, until the thread that watches it sees to it. */
public final class Orders {
  private boolean pause;
  private @Nullable String stop;
  private @Nullable String kill;
  private boolean awake;

  public synchronized void pause(boolean paused) {
    pause = paused;
    wake();
  }

  /** The first reason counts. */
  public synchronized void stop(String why) {
    if (stop == null) stop = why;
    wake();
  }

  /** The first reason counts. */
  public synchronized void kill(String why) {
    if (kill == null) kill = why;
    wake();
  }

  public synchronized boolean paused() {
    return pause;
  }

  public synchronized Optional<String> stopped() {
    return Optional.ofNullable(stop);
  }

  public synchronized Optional<String> killed() {
    return Optional.ofNullable(kill);
  }

  /** Why the attempt shall end, however gently. */
  public synchronized Optional<String> ending() {
    return killed().or(this::stopped);
  }

  /** Ends a wait. */
  public synchronized void wake() {
    awake = true;
    notifyAll();
  }

  /** Waits until something happened, but not longer than {@code longest}. */
  public synchronized void await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos(); !awake && left > 0; left = deadline - System.nanoTime()) {
      wait(left / 1_000_000 + 1);
    }
    awake = false;
  }
}
