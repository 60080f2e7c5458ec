package ffrtmp.streams.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes rates of one interface's counters, over the time that really passed. A counter that goes
 * back, and one that was away, only begin anew: no rate is negative and none spans a gap.
 */
final class RateMeter {
  private static final double NANOS = 1e9;

  private final long shortest;
  private @Nullable Counters last;
  private long lastNanos;

  /**
   * @param shortest nanoseconds under which two readings make no rate: late ticks come in bunches
   */
  RateMeter(long shortest) {
    this.shortest = shortest;
  }

  /**
   * Bytes per second.
   *
   * @param elapsed the nanoseconds that they are taken over
   */
  record Sample(double receive, double transmit, long elapsed) {}

  /** The rate since the last reading, where there is one. */
  Optional<Sample> on(long nanos, Counters counters) {
    Counters before = last;
    long elapsed = nanos - lastNanos;
    if (before != null && elapsed < shortest) return Optional.empty();
    last = counters;
    lastNanos = nanos;
    if (before == null) return Optional.empty();
    long received = counters.received() - before.received();
    long transmitted = counters.transmitted() - before.transmitted();
    if (received < 0 || transmitted < 0) return Optional.empty();
    double seconds = elapsed / NANOS;
    return Optional.of(new Sample(received / seconds, transmitted / seconds, elapsed));
  }

  /** The interface was not there. */
  void onMissing() {
    last = null;
  }
}
