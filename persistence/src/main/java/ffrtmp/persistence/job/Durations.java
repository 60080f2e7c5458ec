package ffrtmp.persistence.job;

import ffrtmp.protocol.metric.BucketCounters;
import ffrtmp.protocol.metric.Metric;
import java.time.Duration;
import java.util.Map;
import kamon.Kamon;
import kamon.metric.MeasurementUnit;
import kamon.tag.TagSet;

/** A histogram of times, kept by Kamon. */
final class Durations {
  private static final double MILLIS = 1000.0;

  private final BucketCounters counters;

  private Durations(Metric metric, Map<String, String> labels) {
    MeasurementUnit millis = MeasurementUnit.time().milliseconds();
    counters =
        new BucketCounters(
            metric,
            labels,
            (name, tags) -> Kamon.counter(name, millis).withTags(TagSet.from(tags))::increment);
  }

  static Durations of(Metric metric) {
    return new Durations(metric, Map.of());
  }

  static Durations of(Metric metric, String label, String value) {
    return new Durations(metric, Map.of(label, value));
  }

  /** Whole milliseconds; a clock that was set back makes none less than 0. */
  void record(Duration time) {
    long millis = Math.max(0, time.toMillis());
    counters.record(millis / MILLIS, millis);
  }
}
