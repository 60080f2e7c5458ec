package ffrtmp.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets one line of a logger through in each span of time, and before the next one says how many it
 * held back: for what strangers can cause as often as they like.
 */
final class SeldomLines extends TurboFilter {
  private final String logger;
  private final long betweenNanos;
  private final LongSupplier nanos;
  private final AtomicLong quietUntil;
  private final AtomicLong held = new AtomicLong();

  SeldomLines(String logger, Duration between, LongSupplier nanos) {
    this.logger = logger;
    this.betweenNanos = between.toNanos();
    this.nanos = nanos;
    this.quietUntil = new AtomicLong(nanos.getAsLong());
  }

  /** {@code format}: absent when somebody only asks whether a line would be written. */
  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger from,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    boolean meant =
        format != null
            && from.getName().equals(logger)
            && level.isGreaterOrEqual(from.getEffectiveLevel());
    return meant ? line(from) : FilterReply.NEUTRAL;
  }

  private FilterReply line(Logger from) {
    long now = nanos.getAsLong();
    long until = quietUntil.get();
    if (now - until < 0 || !quietUntil.compareAndSet(until, now + betweenNanos)) {
      held.incrementAndGet();
      return FilterReply.DENY;
    }
    long before = held.getAndSet(0);
    if (before > 0) {
      from.getLoggerContext()
          .getLogger(SeldomLines.class)
          .warn("{} lines like the next were left out", before);
    }
    return FilterReply.NEUTRAL;
  }
}
