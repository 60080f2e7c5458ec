package ffrtmp.persistence;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for a condition, with a deadline. */
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final long BETWEEN = Duration.ofMillis(10).toNanos();

  private Eventually() {}

  /** The first value that fits; past the deadline an error with the last one. */
  public static <T> T value(Callable<T> source, Predicate<T> fits) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      T value = called(source);
      if (fits.test(value)) return value;
      if (System.nanoTime() > end) throw new AssertionError("still " + value);
      LockSupport.parkNanos(BETWEEN);
    }
  }

  private static <T> T called(Callable<T> source) {
    try {
      return source.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
