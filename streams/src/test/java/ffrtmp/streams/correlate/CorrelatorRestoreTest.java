package ffrtmp.streams.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.streams.line.CacheResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** After any prefix of lines a restored correlator behaves as the one before it would have. */
class CorrelatorRestoreTest {
  private static final int SEEDS = 60;
  private static final int LINES = 3_000;
  private static final long START = 1_766_200_000;
  private static final int YEAR = 365 * 86_400;
  private static final CorrelatorSettings USUAL =
      new CorrelatorSettings(false, 300, 900, 100_000, 500_000, YEAR);

  @Test
  void aCutAnywhereChangesNothing() {
    check(USUAL);
  }

  @Test
  void aCutAnywhereChangesNothingWhereBothLogsShowTheSameConnections() {
    check(USUAL.sameConnection(true));
  }

  @Test
  void aCutAnywhereChangesNothingAtTheBounds() {
    check(new CorrelatorSettings(true, 60, 120, 40, 64, YEAR));
    check(new CorrelatorSettings(false, 60, 120, 16, 16, YEAR));
  }

  @Test
  void stateOfAnotherVersionIsRefusedInPlainWords() {
    List<OpenEntry> stored = List.of(new OpenEntry(0, new byte[] {9, 1}));
    assertThatThrownBy(
            () -> Correlator.restore(CorrelatorSettings.defaults(), World.SERVICES, stored))
        .isInstanceOf(OpenStateException.class)
        .hasMessage("open state of version 9 was stored, and this program reads version 2");
  }

  @Test
  void damagedStateIsRefused() {
    World world = new World(CorrelatorSettings.defaults().sameConnection(true));
    for (Consumer<World> step : steps(5)) step.accept(world);
    world.drain();
    List<OpenEntry> whole = new ArrayList<>(world.open.values());
    for (int i = 0; i < whole.size(); i++) {
      List<OpenEntry> cut = new ArrayList<>(whole);
      byte[] value = whole.get(i).value();
      byte[] half = Arrays.copyOf(value, value.length / 2);
      cut.set(i, new OpenEntry(whole.get(i).key(), half));
      assertThatThrownBy(() -> Correlator.restore(world.settings, World.SERVICES, cut))
          .isInstanceOf(OpenStateException.class);
    }
  }

  private static void check(CorrelatorSettings settings) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      List<Consumer<World>> steps = steps(seed);
      World whole = new World(settings);
      for (Consumer<World> step : steps) step.accept(whole);
      whole.end();
      Random random = new Random(seed);
      World cut = new World(settings);
      for (Consumer<World> step : steps) {
        step.accept(cut);
        if (random.nextInt(100) == 0) cut.drain();
        if (random.nextInt(200) == 0) {
          cut.drain();
          cut.crash();
        }
      }
      cut.end();
      String which = "seed " + seed + " of " + settings;
      assertThat(cut.downloads).as(which).isEqualTo(whole.downloads);
      assertThat(cut.sessions).as(which).isEqualTo(whole.sessions);
      assertThat(cut.traffic).as(which).isEqualTo(whole.traffic);
      assertThat(cut.correlator.lateLines()).as(which).isEqualTo(whole.correlator.lateLines());
      assertThat(cut.correlator.forgotten()).as(which).isEqualTo(whole.correlator.forgotten());
      assertThat(whole.downloads).hasSizeGreaterThan(5);
    }
  }

  /** Lines of both kinds in a random order of time, late ones among them. */
  private static List<Consumer<World>> steps(long seed) {
    Random random = new Random(seed);
    int clients = 1 + random.nextInt(6);
    int pause = 1 << random.nextInt(8);
    List<Consumer<World>> steps = new ArrayList<>();
    long now = START;
    for (int i = 0; i < LINES; i++) {
      if (random.nextInt(4) == 0) now += random.nextInt(pause);
      if (random.nextInt(300) == 0) now += random.nextInt(2_000);
      long second = now - (random.nextInt(50) == 0 ? random.nextInt(1_500) : random.nextInt(2));
      String client = "10.0.0." + random.nextInt(clients);
      int depot = random.nextInt(3);
      String host = "h" + random.nextInt(4) + ".steam";
      if (random.nextInt(8) == 0) {
        steps.add(stream(client, second, 4_600 + random.nextInt(3_000_000), random, host));
      } else {
        steps.add(access(client, second, depot, host, random));
      }
      if (random.nextInt(200) == 0) steps.add(idle(random.nextInt(2)));
    }
    return steps;
  }

  private static Consumer<World> idle(int series) {
    return world -> world.correlator.idle(series);
  }

  private static Consumer<World> stream(
      String client, long second, long sent, Random random, String host) {
    long millis = random.nextInt(120_000);
    return world -> {
      world.correlator.from(World.STREAM);
      world.correlator.stream(world.lines.stream(client, second, sent, 500, millis, host));
    };
  }

  private static Consumer<World> access(
      String client, long second, int depot, String host, Random random) {
    long bytes = random.nextInt(1_048_576);
    int status = random.nextInt(40) == 0 ? 502 : 200;
    long millis = random.nextInt(3) == 0 ? random.nextInt(900) : -1;
    CacheResult cache = random.nextInt(3) > 0 ? CacheResult.HIT : CacheResult.MISS;
    return world -> {
      world.correlator.from(World.ACCESS);
      String path = "/depot/" + depot + "/chunk/abc";
      world.correlator.access(
          world.lines.access("steam", client, second, path, host, status, bytes, cache, millis));
    };
  }
}
