package ffrtmp.node.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, and says what it waited for when it never came. */
final class Await {
  private Await() {}

  static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("within " + patience + " this never came true: " + what);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
