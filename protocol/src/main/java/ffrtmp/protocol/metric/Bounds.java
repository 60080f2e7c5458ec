package ffrtmp.protocol.metric;

import java.util.Arrays;
import java.util.List;

/**
 * The upper bounds of the buckets of histograms, inclusive and rising, in the unit that the
 * metric's name says; above the last there is one more bucket.
 */
public enum Bounds {
  /** Bytes of a body. */
  SIZES(1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8),
  /** From a tenth of a second to a day. */
  DURATIONS(
      0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400),
  /** From a millisecond to ten seconds. */
  LATENCIES(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
  /** Bytes per second, by decades and their halves. */
  SPEEDS(1e3, 5e3, 1e4, 5e4, 1e5, 5e5, 1e6, 5e6, 1e7, 5e7, 1e8, 5e8, 1e9, 5e9, 1e10);

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<Double> upper;

  Bounds(double... upper) {
    this.upper = Arrays.stream(upper).boxed().toList();
  }

  /** Inclusive, rising. */
  public List<Double> upper() {
    return upper;
  }
}
