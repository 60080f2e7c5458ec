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
import org.jspecify.annotations.Nullable;
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

  private final List<Joined> joined = new CopyOnWriteArrayList<>();

  /** What {@code readings} tell is on the page from now on, until the answer is closed. */
  public Membership join(Readings readings) {
    Joined one = new Joined(readings);
    joined.add(one);
    return () -> joined.remove(one);
  }

  /** For whoever has several to join, and ends with all of them. */
  public Group group() {
    return new Group(this);
  }

  /** The page as of now; it blocks as long as the readings do. */
  public String page() {
    Map<Metric, Map<String, Reading>> families = new EnumMap<>(Metric.class);
    for (Joined one : joined) {
      for (Told told : one.all()) {
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

  /** Says once that it fails, and once that it does no more. */
  private static final class Joined {
    private final Readings readings;
    private boolean failing;

    Joined(Readings readings) {
      this.readings = readings;
    }

    List<Told> all() {
      List<Told> all = new ArrayList<>();
      try {
        readings.read(reading -> all.add(new Told(TextFormat.labels(reading), reading)));
        failed(null);
        return all;
      } catch (RuntimeException e) {
        failed(e);
        return List.of();
      }
    }

    private synchronized void failed(@Nullable RuntimeException why) {
      boolean was = failing;
      failing = why != null;
      String name = readings.getClass().getSimpleName();
      if (failing && !was) LOG.warn("metrics are left out, {} cannot tell them: {}", name, why);
      if (was && !failing) LOG.info("metrics of {} are told again", name);
    }
  }

  /** Readings that join one by one and leave together. */
  public static final class Group implements AutoCloseable {
    private final Exposition exposition;
    private final List<Membership> members = new CopyOnWriteArrayList<>();

    private Group(Exposition exposition) {
      this.exposition = exposition;
    }

    /** What {@code readings} tell is on the page until this is closed. */
    public void join(Readings readings) {
      members.add(exposition.join(readings));
    }

    @Override
    public void close() {
      members.forEach(Membership::close);
      members.clear();
    }
  }

  /** Closed, it ends what {@link #join} began. */
  @FunctionalInterface
  public interface Membership extends AutoCloseable {
    @Override
    void close();
  }
}
