package ffrtmp.persistence.job;

import ffrtmp.protocol.metric.Metric;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.MeasurementUnit;
import kamon.tag.TagSet;

/** A histogram of times: a counter for each bucket, as Kamon's own rounds. */
final class Durations {
  private final Metric metric;
  private final List<Counter> buckets;
  private final Counter sum;

  private Durations(Metric metric, TagSet labels) {
    this.metric = metric;
    this.buckets =
        IntStream.rangeClosed(0, metric.bounds().size())
            .mapToObj(place -> labels.withTag("le", Integer.toString(place)))
            .map(tags -> Kamon.counter(metric.text() + "_bucket").withTags(tags))
            .toList();
    this.sum =
        Kamon.counter(metric.text() + "_sum", MeasurementUnit.time().milliseconds())
            .withTags(labels);
  }

  static Durations of(Metric metric) {
    return new Durations(metric, TagSet.Empty());
  }

  static Durations of(Metric metric, String label, String value) {
    return new Durations(metric, TagSet.of(label, value));
  }

  /** Whole milliseconds; a clock that was set back makes none less than 0. */
  void record(Duration time) {
    long millis = Math.max(0, time.toMillis());
    buckets.get(metric.bucket(millis / 1000.0)).increment();
    sum.increment(millis);
  }
}
