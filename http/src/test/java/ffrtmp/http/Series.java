package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks readings for single values. */
public final class Series {
  private final Readings readings;

  public Series(Readings readings) {
    this.readings = readings;
  }

  /** The one value of this series; 0 where it does not exist yet. */
  public double value(Metric metric, String... labels) {
    return all(metric).getOrDefault(String.join(" ", labels), 0.0);
  }

  /** All values of a metric, by labels with a space between them. */
  public Map<String, Double> all(Metric metric) {
    Map<String, Double> found = new TreeMap<>();
    for (Reading reading : read()) {
      if (reading.metric() != metric || !(reading instanceof Reading.Value one)) continue;
      Double twice = found.put(String.join(" ", one.labels()), one.value());
      assertThat(twice).as("%s told once", one).isNull();
    }
    return found;
  }

  public List<Reading> read() {
    List<Reading> all = new ArrayList<>();
    readings.read(all::add);
    return all;
  }

  /** Waits until the value is this one. */
  public void await(double value, Metric metric, String... labels) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (value(metric, labels) != value && System.nanoTime() < deadline) Thread.onSpinWait();
    assertThat(value(metric, labels)).as("%s %s", metric, List.of(labels)).isEqualTo(value);
  }
}
