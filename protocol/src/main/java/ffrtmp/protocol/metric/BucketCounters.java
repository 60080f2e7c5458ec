package ffrtmp.protocol.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A histogram made of counters: one for each bucket, and one for the sum of all values. It is exact
 * and takes no lock, which histograms of libraries are not or do. By these names and labels whoever
 * tells the metrics finds the counters again.
 */
public final class BucketCounters {
  /** Stands behind the metric's name for the counters of its buckets. */
  public static final String BUCKET = "_bucket";

  /** Stands behind it for the counter of its sum. */
  public static final String SUM = "_sum";

  /** The label of a bucket's place in {@link Metric#bounds}. */
  public static final String PLACE = "le";

  private final Metric metric;
  private final List<LongConsumer> buckets;
  private final LongConsumer sum;

  /** Where counters are kept. */
  @FunctionalInterface
  public interface Counters {
    /** What adds to the counter of this name and these labels. */
    LongConsumer counter(String name, Map<String, Object> labels);
  }

  /**
   * @param labels of the series, by name
   */
  public BucketCounters(Metric metric, Map<String, String> labels, Counters counters) {
    this.metric = metric;
    this.buckets =
        IntStream.rangeClosed(0, metric.bounds().size())
            .mapToObj(place -> counters.counter(metric.text() + BUCKET, at(place, labels)))
            .toList();
    this.sum = counters.counter(metric.text() + SUM, Map.copyOf(labels));
  }

  private static Map<String, Object> at(int place, Map<String, String> labels) {
    Map<String, Object> all = new HashMap<>(labels);
    all.put(PLACE, Integer.toString(place));
    return all;
  }

  /**
   * One value.
   *
   * @param value in the unit that the metric's name says
   * @param parts the same in the unit of the sum's counter, which may be a part of that one
   */
  public void record(double value, long parts) {
    buckets.get(metric.bucket(value)).accept(1);
    sum.accept(parts);
  }
}
