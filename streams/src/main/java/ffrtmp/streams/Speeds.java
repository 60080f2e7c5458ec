package ffrtmp.streams;

import ffrtmp.protocol.metric.BucketCounters;
import ffrtmp.protocol.metric.Metric;
import java.util.Map;
import kamon.Kamon;
import kamon.tag.TagSet;

/** A histogram of speeds, kept by Kamon. */
final class Speeds {
  private static final double MILLIS = 1000.0;

  private final BucketCounters counters;

  Speeds(Metric metric, Map<String, String> labels) {
    counters =
        new BucketCounters(
            metric,
            labels,
            (name, tags) -> Kamon.counter(name).withTags(TagSet.from(tags))::increment);
  }

  /** What took no time has no speed. The sum is of whole bytes per second. */
  void record(long bytes, long millis) {
    if (millis <= 0) return;
    double speed = bytes * MILLIS / millis;
    counters.record(speed, Math.round(speed));
  }
}
