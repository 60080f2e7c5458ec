package ffrtmp.streams.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.TrafficRow;
import ffrtmp.streams.line.CacheResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Downloads and traffic are what a plain computation over all lines at once says. */
class CorrelatorReferenceTest {
  private static final int SEEDS = 60;
  private static final int LINES = 2_000;
  private static final long START = 1_766_188_000;
  private static final int GAP = 300;
  private static final int YEAR = 365 * 86_400;

  /**
   * Seeds where two seconds of disorder decide whether two downloads are one are passed over: lines
   * that come later than those behind them cannot join two downloads into one.
   */
  @Test
  void downloadsAreWhatAllTheirLinesAddUpTo() {
    int checked = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      List<Line> lines = lines(seed);
      if (expected(lines, GAP - 3).size() != expected(lines, GAP + 3).size()) continue;
      checked++;
      World world = replay(lines, seed);
      Collection<DownloadRow> found = world.downloads.values();
      assertThat(sorted(found)).as("seed %d", seed).isEqualTo(sorted(expected(lines, GAP)));
    }
    assertThat(checked).isGreaterThan(SEEDS / 2);
  }

  @Test
  void trafficIsWhatAllLinesAddUpTo() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      List<Line> lines = lines(seed);
      World world = replay(lines, seed);
      for (Grain grain : Grain.values()) {
        Map<Long, TrafficRow> expected = traffic(grain, lines);
        assertThat(world.traffic.get(grain)).as("%s, seed %d", grain, seed).isEqualTo(expected);
      }
    }
  }

  private static World replay(List<Line> lines, long seed) {
    Random random = new Random(seed);
    World world = new World(new CorrelatorSettings(false, GAP, 900, 100_000, 500_000, YEAR));
    world.correlator.from(World.ACCESS);
    for (Line line : lines) {
      world.correlator.access(
          world.lines.access(
              "steam",
              line.client,
              line.second,
              "/depot/" + line.depot + "/chunk/x",
              "a.steam",
              line.bytes,
              line.cache));
      if (random.nextInt(50) == 0) world.correlator.idle(World.STREAM);
      if (random.nextInt(100) == 0) world.drain();
    }
    world.end();
    return world;
  }

  /** In the order of time but for two seconds. */
  private static List<Line> lines(long seed) {
    Random random = new Random(seed);
    int pause = 1 << random.nextInt(7);
    long now = START;
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      if (random.nextInt(3) == 0) now += random.nextInt(pause);
      if (random.nextInt(150) == 0) now += random.nextInt(4_000);
      String client = "10.0.0." + random.nextInt(3);
      CacheResult cache = random.nextInt(3) == 0 ? CacheResult.MISS : CacheResult.HIT;
      lines.add(
          new Line(
              client, random.nextInt(2), now - random.nextInt(3), 1 + random.nextInt(999), cache));
    }
    return lines;
  }

  private static List<DownloadRow> expected(List<Line> lines, int gap) {
    Map<String, List<Line>> byKey = new HashMap<>();
    for (Line line : lines) {
      byKey.computeIfAbsent(line.client + " " + line.depot, key -> new ArrayList<>()).add(line);
    }
    List<DownloadRow> rows = new ArrayList<>();
    for (List<Line> all : byKey.values()) {
      all.sort(Comparator.comparingLong(Line::second));
      int from = 0;
      for (int i = 1; i <= all.size(); i++) {
        if (i < all.size() && all.get(i).second - all.get(i - 1).second <= gap) continue;
        rows.add(row(all.subList(from, i)));
        from = i;
      }
    }
    return rows;
  }

  private static DownloadRow row(List<Line> lines) {
    Line first = lines.get(0);
    Line last = lines.get(lines.size() - 1);
    Map<Long, Long> seconds = bySecond(lines);
    return new DownloadRow(
        0,
        first.client,
        "steam",
        "" + first.depot,
        first.second,
        last.second,
        false,
        sum(lines),
        sum(of(lines, CacheResult.HIT)),
        sum(of(lines, CacheResult.MISS)),
        lines.size(),
        seconds.size(),
        bySecond(of(lines, CacheResult.HIT)).size(),
        bySecond(of(lines, CacheResult.MISS)).size(),
        seconds.values().stream().mapToLong(Long::longValue).max().orElse(0),
        0,
        0);
  }

  private static Map<Long, TrafficRow> traffic(Grain grain, List<Line> lines) {
    Map<Long, List<Line>> spans = new TreeMap<>();
    for (Line line : lines) {
      spans.computeIfAbsent(grain.floor(line.second), start -> new ArrayList<>()).add(line);
    }
    Map<Long, TrafficRow> rows = new TreeMap<>();
    spans.forEach(
        (start, in) -> {
          DownloadRow row = row(in);
          rows.put(
              start,
              new TrafficRow(
                  grain,
                  start,
                  row.bytes(),
                  row.hitBytes(),
                  row.missBytes(),
                  row.requests(),
                  row.activeSeconds(),
                  row.peakBytes(),
                  0,
                  0,
                  0,
                  0));
        });
    return rows;
  }

  private static List<Line> of(List<Line> lines, CacheResult cache) {
    return lines.stream().filter(line -> line.cache == cache).toList();
  }

  private static long sum(List<Line> lines) {
    return lines.stream().mapToLong(Line::bytes).sum();
  }

  private static Map<Long, Long> bySecond(List<Line> lines) {
    Map<Long, Long> seconds = new TreeMap<>();
    for (Line line : lines) seconds.merge(line.second, line.bytes, Long::sum);
    return seconds;
  }

  /** Without their numbers, in an order of their own. */
  private static List<String> sorted(Collection<DownloadRow> rows) {
    return rows.stream()
        .map(row -> row.toString().replaceFirst("number=\\d+", ""))
        .sorted()
        .toList();
  }

  private record Line(String client, int depot, long second, long bytes, CacheResult cache) {}
}
