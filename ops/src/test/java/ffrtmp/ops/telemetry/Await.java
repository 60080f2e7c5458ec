package ffrtmp.ops.telemetry;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, and fails as it does when that never comes. */
final class Await {
  private Await() {}

  static void until(Runnable holds, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      try {
        holds.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > end) throw e;
        LockSupport.parkNanos(20_000_000);
      }
    }
  }
}
