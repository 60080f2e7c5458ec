package ffrtmp.node.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits until something holds, and fails with its own words when the time is up. */
public final class Eventually {
  private Eventually() {}

  public static void within(Duration longest, ThrowingCallable holds) throws Exception {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      try {
        holds.call();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) throw notYet;
      } catch (Throwable broken) {
        throw new IllegalStateException(broken);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
