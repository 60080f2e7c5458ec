package ffrtmp.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * One worker, three keepers and the scheduler's quorum in virtual time, joined by links that delay
 * and fail at random. The worker's clock drifts by up to 1 %.
 */
final class LeaseWorld {
  private static final NodeId NODE = new NodeId(new UUID(2, 1));
  private static final Set<String> KEEPERS = Set.of("a", "b", "c");
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final int STEP = 50;

  private record Event(long at, long order, Runnable action) {}

  private final Random random;
  private final boolean healthy;
  private final double drift;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Map<String, LeaseTable> tables = new HashMap<>();
  private final Map<String, Boolean> cut = new HashMap<>();
  private final LeaseQuorum quorum = new LeaseQuorum();
  private final Map<NodeId, LeaseQuorum.Expected> expected = new HashMap<>();
  private LeaseClock clock = new LeaseClock(LEASE);
  private long now = 1_000_000;
  private long order;
  private long epoch;
  private long heardEpoch;
  private boolean holding;
  private int losses;
  private int ends;

  LeaseWorld(long seed, boolean healthy) {
    random = new Random(seed);
    this.healthy = healthy;
    drift = 0.99 + random.nextDouble() * 0.02;
    KEEPERS.forEach(keeper -> tables.put(keeper, new LeaseTable(nanos(now))));
    register();
  }

  /** Times that the scheduler declared the worker lost. */
  int losses() {
    return losses;
  }

  /** Times that the worker ended everything because its lease was gone. */
  int ends() {
    return ends;
  }

  void run(Duration duration) {
    long end = now + duration.toMillis();
    for (; now < end; now += STEP) {
      while (!events.isEmpty() && events.peek().at() <= now) events.remove().action().run();
      if (!healthy && random.nextInt(100) == 0) disturb();
      if (now % 250 == 0) check();
      if (now % 1000 == 0) renew();
      if (now % 1000 == 500) KEEPERS.forEach(this::report);
      if (now % 250 == 100) quorum.silent(expected, KEEPERS, instant()).forEach(this::lost);
    }
  }

  private void disturb() {
    String link = (random.nextBoolean() ? "worker-" : "scheduler-") + keeper();
    cut.put(link, random.nextInt(3) > 0);
    if (random.nextInt(20) == 0) tables.put(keeper(), new LeaseTable(nanos(now)));
  }

  private String keeper() {
    return List.of("a", "b", "c").get(random.nextInt(3));
  }

  private void register() {
    long sent = now;
    later(
        () -> {
          long given = ++epoch;
          later(() -> expected.put(NODE, new LeaseQuorum.Expected(given, LEASE)));
          later(() -> take(sent, given));
        });
  }

  private void take(long sent, long given) {
    if (given != epoch) return;
    clock = new LeaseClock(LEASE);
    clock.begin(workerNanos(sent));
    holding = true;
    renew();
  }

  private void check() {
    if (!holding || clock.holds(workerNanos(now), KEEPERS)) return;
    holding = false;
    ends++;
    at(now + 2_000, this::register);
  }

  private void renew() {
    if (!holding) return;
    long sent = workerNanos(now);
    long under = epoch;
    LeaseClock renewed = clock;
    for (String keeper : KEEPERS) {
      send("worker-" + keeper, () -> keep(keeper, under, sent, renewed));
    }
  }

  private void keep(String keeper, long under, long sent, LeaseClock renewed) {
    var entry =
        new LeaseTable.Entry(
            "i" + under, under, Set.of(), false, LEASE, new Vitals(null, null), sent, nanos(now));
    if (tables.get(keeper).renewed(NODE, entry)) report(keeper);
    send("worker-" + keeper, () -> renewed.acknowledged(keeper, sent));
  }

  private void report(String keeper) {
    LeaseReport report = tables.get(keeper).reports(keeper, nanos(now)).get(0);
    send("scheduler-" + keeper, () -> quorum.on(report, instant()).forEach(this::heard));
  }

  private void heard(Fact fact) {
    heardEpoch = Math.max(heardEpoch, ((Fact.NodeHeard) fact).epoch());
  }

  private void lost(Fact fact) {
    long given = ((Fact.NodeSilent) fact).epoch();
    boolean couldHaveWork = heardEpoch >= given && given == epoch;
    assertThat(holding && couldHaveWork)
        .as("lost at %d in epoch %d while the worker believes in its lease", now, given)
        .isFalse();
    losses++;
    expected.remove(NODE);
  }

  private void send(String link, Runnable action) {
    if (!cut.getOrDefault(link, false)) later(action);
  }

  private void later(Runnable action) {
    at(now + random.nextInt(healthy ? 200 : 600), action);
  }

  private void at(long time, Runnable action) {
    events.add(new Event(time, order++, action));
  }

  private Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private long workerNanos(long millis) {
    return (long) (nanos(millis) * drift);
  }
}
