package ffrtmp.protocol.metric;

import java.util.List;

/** One series as it stands now. */
public sealed interface Reading {
  Metric metric();

  /** The values of the metric's labels, in its order. */
  List<String> labels();

  /** A counter, a gauge, or what has no type. */
  record Value(Metric metric, List<String> labels, double value) implements Reading {
    public Value {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A histogram.
   *
   * @param bounds the upper bounds of the buckets, inclusive, rising; the last bucket has none
   * @param counts how many values fell into each bucket alone, one more than there are bounds
   * @param sum of all values, in the unit that the metric's name says
   */
  record Distribution(
      Metric metric, List<String> labels, List<Double> bounds, List<Long> counts, double sum)
      implements Reading {
    public Distribution {
      labels = List.copyOf(labels);
      bounds = List.copyOf(bounds);
      counts = List.copyOf(counts);
      if (counts.size() != bounds.size() + 1) {
        throw new IllegalArgumentException(bounds.size() + " bounds, " + counts.size() + " counts");
      }
    }
  }
}
