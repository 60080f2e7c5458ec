package ffrtmp.ops.telemetry;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import com.typesafe.config.Config;
import ffrtmp.protocol.metric.BucketCounters;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import kamon.metric.Instrument;
import kamon.metric.MeasurementUnit;
import kamon.metric.PeriodSnapshot;
import kamon.module.MetricReporter;
import kamon.tag.Lookups;
import kamon.tag.TagSet;
import org.jspecify.annotations.Nullable;

/**
 * What Kamon's counters and gauges have come to, as of its latest tick.
 *
 * <p>Kamon's own histograms round what they are told, by a factor that moves counts from one bucket
 * to the next. A histogram here is therefore made of Kamon's counters, as {@link BucketCounters}
 * names and labels them: exact, and without a lock.
 *
 * <p>Counters and sums may count parts of the unit that the name says, as milliseconds of seconds.
 */
final class KamonReadings implements MetricReporter, Readings {
  private static final Map<String, Metric> METRICS =
      Arrays.stream(Metric.values())
          .collect(Collectors.toUnmodifiableMap(Metric::text, Function.identity()));

  private final Cells counters = new Cells();
  private Cells gauges = new Cells();

  @Override
  public synchronized void reportPeriodSnapshot(PeriodSnapshot period) {
    Cells present = new Cells();
    for (var each : asJava(period.counters())) {
      counters.add(each.name(), each.settings().unit(), asJava(each.instruments()));
    }
    for (var each : asJava(period.gauges())) {
      present.add(each.name(), each.settings().unit(), asJava(each.instruments()));
    }
    gauges = present;
  }

  @Override
  public synchronized void read(Consumer<Reading> to) {
    counters.read(to);
    gauges.read(to);
  }

  @Override
  public void stop() {}

  @Override
  public void reconfigure(Config config) {}

  /** Series by metric and labels. */
  private static final class Cells {
    private final Map<Metric, Map<List<String>, Cell>> cells = new EnumMap<>(Metric.class);

    /** What is in no list of ours, as what Kamon tells of itself, is passed over. */
    void add(
        String name,
        MeasurementUnit unit,
        Collection<? extends Instrument.Snapshot<?>> instruments) {
      Metric plain = METRICS.get(name);
      Metric ofBucket = without(BucketCounters.BUCKET, name);
      Metric metric =
          plain != null ? plain : ofBucket != null ? ofBucket : without(BucketCounters.SUM, name);
      if (metric == null) return;
      for (Instrument.Snapshot<?> one : instruments) {
        double value = ((Number) one.value()).doubleValue();
        Cell cell = cell(metric, one.tags());
        if (ofBucket == null) cell.add(value, unit);
        else cell.counts[Integer.parseInt(text(one.tags(), BucketCounters.PLACE))] += (long) value;
      }
    }

    private Cell cell(Metric metric, TagSet tags) {
      List<String> labels = metric.labels().stream().map(label -> text(tags, label)).toList();
      return cells
          .computeIfAbsent(metric, m -> new HashMap<>())
          .computeIfAbsent(labels, l -> new Cell(metric.bounds().size() + 1));
    }

    void read(Consumer<Reading> to) {
      cells.forEach(
          (metric, series) ->
              series.forEach((labels, cell) -> to.accept(cell.reading(metric, labels))));
    }
  }

  private static @Nullable Metric without(String suffix, String name) {
    return name.endsWith(suffix)
        ? METRICS.get(name.substring(0, name.length() - suffix.length()))
        : null;
  }

  private static String text(TagSet tags, String key) {
    return tags.get(Lookups.coerce(key));
  }

  /** One series; of a histogram {@code value} is the sum. In Kamon's unit, so that it is exact. */
  private static final class Cell {
    private final long[] counts;
    private double value;
    private MeasurementUnit unit = MeasurementUnit.none();

    Cell(int buckets) {
      counts = new long[buckets];
    }

    void add(double more, MeasurementUnit of) {
      value += more;
      unit = of;
    }

    Reading reading(Metric metric, List<String> labels) {
      if (metric.bounds().isEmpty()) return new Reading.Value(metric, labels, told());
      List<Long> each = Arrays.stream(counts).boxed().toList();
      return new Reading.Distribution(metric, labels, metric.bounds(), each, told());
    }

    /** In the unit that the metric's name says, of which Kamon's is a whole part. */
    private double told() {
      double parts = Math.rint(1 / unit.magnitude().scaleFactor());
      // a division by a whole number rounds once, a product with 0.001 twice
      return parts > 1 ? value / parts : value;
    }
  }
}
