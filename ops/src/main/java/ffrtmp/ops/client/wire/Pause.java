package ffrtmp.ops.client.wire;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
  void of(Duration time);

  /** The real one; who is interrupted is not held up. */
  static Pause real() {
    return time -> {
      try {
        Thread.sleep(time.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
