package ffrtmp.ops.telemetry;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a process tells of itself, as one page in Prometheus' text format 0.0.4.
 *
 * <p>Each family is headed once and each series stands once: of two readings of one series the one
 * that joined first counts, since Prometheus refuses a page with a repetition. Readings that fail
 * are left out of that page, whole, and the rest stands. Safe from any thread.
 */
public final class Exposition {
  private static final Logger LOG = LoggerFactory.getLogger(Exposition.class);

  private final List<Readings> joined = new CopyOnWriteArrayList<>();

  /** What {@code readings} tell is on the page from now on, until the answer is closed. */
  public Membership join(Readings readings) {
    joined.add(readings);
    return () -> joined.remove(readings);
  }

  /** The page as of now; it blocks as long as the readings do. */
  public String page() {
    Map<Metric, Map<String, Reading>> families = new EnumMap<>(Metric.class);
    for (Readings readings : joined) {
      for (Told told : all(readings)) {
        families
            .computeIfAbsent(told.reading().metric(), metric -> new TreeMap<>())
            .putIfAbsent(told.labels(), told.reading());
      }
    }
    StringBuilder page = new StringBuilder(1 << 14);
    families.forEach((metric, series) -> TextFormat.family(page, metric, series));
    return page.toString();
  }

  private record Told(String labels, Reading reading) {}

  private static List<Told> all(Readings readings) {
    List<Told> all = new ArrayList<>();
    try {
      readings.read(reading -> all.add(new Told(TextFormat.labels(reading), reading)));
      return all;
    } catch (RuntimeException e) {
      LOG.warn("some metrics are left out, as they cannot be told now: {}", e.toString());
      return List.of();
    }
  }

  /** Closed, it ends what {@link #join} began. */
  @FunctionalInterface
  public interface Membership extends AutoCloseable {
    @Override
    void close();
  }
}
