package ffrtmp.streams;

import ffrtmp.protocol.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.tag.TagSet;

/** What Kamon's counters have come to, in a process whose Kamon nobody collects. */
final class Counted {
  private Counted() {}

  static long of(Metric metric, String... labels) {
    return value(metric.text(), metric.labels(), List.of(labels));
  }

  /** How many values a histogram has been told. */
  static long values(Metric metric, String... labels) {
    List<String> names = new ArrayList<>(metric.labels());
    names.add("le");
    long all = 0;
    for (int place = 0; place <= metric.bounds().size(); place++) {
      List<String> values = new ArrayList<>(List.of(labels));
      values.add(Integer.toString(place));
      all += value(metric.text() + "_bucket", names, values);
    }
    return all;
  }

  private static long value(String name, List<String> labels, List<String> values) {
    TagSet.Builder tags = TagSet.builder();
    for (int i = 0; i < labels.size(); i++) tags.add(labels.get(i), values.get(i));
    Counter counter = Kamon.counter(name).withTags(tags.build());
    return ((Counter.LongAdder) counter).snapshot(false);
  }
}
