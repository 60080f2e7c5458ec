package ffrtmp.http.access;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts who was sent away, and tells it in the log at most once a second for each reason: a flood
 * of bad keys must not become a flood of lines.
 */
public final class Denials implements Readings {
  private static final Logger log = LoggerFactory.getLogger(Denials.class);
  private static final long QUIET_MILLIS = 1000;

  private final Clock clock;
  private final Map<Denial, Tally> tallies = new EnumMap<>(Denial.class);

  private static final class Tally {
    final LongAdder all = new LongAdder();
    final AtomicLong told = new AtomicLong(Long.MIN_VALUE);
    final AtomicLong unsaid = new AtomicLong();
  }

  Denials(Clock clock) {
    this.clock = clock;
    for (Denial why : Denial.values()) tallies.put(why, new Tally());
  }

  /**
   * @param who the key's id or the caller's name, where it is known
   * @param route method and template; never the raw path
   */
  public void count(Denial why, @Nullable String who, String route, String requestId) {
    Tally tally = tallies.get(why);
    if (tally == null) return;
    tally.all.increment();
    long now = clock.millis();
    long last = tally.told.get();
    boolean due = last == Long.MIN_VALUE || now - last >= QUIET_MILLIS;
    if (due && tally.told.compareAndSet(last, now)) {
      log.warn(
          "sent away ({}): {} on {}, request {}; {} more since the last line",
          why.word(),
          who == null ? "somebody" : who,
          route,
          requestId,
          tally.unsaid.getAndSet(0));
    } else {
      tally.unsaid.incrementAndGet();
    }
  }

  /** How many were sent away for this reason since the start. */
  public long total(Denial why) {
    Tally tally = tallies.get(why);
    return tally == null ? 0 : tally.all.sum();
  }

  @Override
  public void read(Consumer<Reading> to) {
    for (Denial why : Denial.values()) {
      to.accept(new Reading.Value(Metric.ACCESS_DENIED, List.of(why.word()), total(why)));
    }
  }
}
