package ffrtmp.http.guard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says when to complain again: what strangers do must not fill the log. Safe from any thread. */
final class Seldom {
  private final long betweenNanos;
  private final LongSupplier nanos;
  private final AtomicLong quietUntil;

  Seldom(Duration between, LongSupplier nanos) {
    this.betweenNanos = between.toNanos();
    this.nanos = nanos;
    this.quietUntil = new AtomicLong(nanos.getAsLong());
  }

  /** True at once, and then not again before the time is over. */
  boolean now() {
    long now = nanos.getAsLong();
    long until = quietUntil.get();
    return now - until >= 0 && quietUntil.compareAndSet(until, now + betweenNanos);
  }
}
