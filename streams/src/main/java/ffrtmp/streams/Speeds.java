package ffrtmp.streams;

import ffrtmp.protocol.metric.Metric;
import java.util.List;
import java.util.stream.IntStream;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.tag.TagSet;

/** A histogram of speeds: a counter for each bucket, as Kamon's own rounds. */
final class Speeds {
  private static final double MILLIS = 1000.0;

  private final Metric metric;
  private final List<Counter> buckets;
  private final Counter sum;

  Speeds(Metric metric, TagSet labels) {
    this.metric = metric;
    this.buckets =
        IntStream.rangeClosed(0, metric.bounds().size())
            .mapToObj(place -> labels.withTag("le", Integer.toString(place)))
            .map(tags -> Kamon.counter(metric.text() + "_bucket").withTags(tags))
            .toList();
    this.sum = Kamon.counter(metric.text() + "_sum").withTags(labels);
  }

  /** What took no time has no speed. The sum is of whole bytes per second. */
  void record(long bytes, long millis) {
    if (millis <= 0) return;
    double speed = bytes * MILLIS / millis;
    buckets.get(metric.bucket(speed)).increment();
    sum.increment(Math.round(speed));
  }
}
