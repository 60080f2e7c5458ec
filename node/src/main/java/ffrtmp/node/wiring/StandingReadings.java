package ffrtmp.node.wiring;

import ffrtmp.persistence.read.ReadTables;
import ffrtmp.persistence.read.Standing;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.node.NodeStatus;
import ffrtmp.protocol.port.Readings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How many jobs and nodes there are of each kind, as the tables have it: the same from every
 * control node, right after a restart and a fail-over, and asked for once a second at the most.
 */
final class StandingReadings implements Readings {
  private static final Duration KEEP = Duration.ofSeconds(1);

  private final Remembered<Standing> standing;
  private final Clock clock;

  StandingReadings(ReadTables tables, Clock clock) {
    this.standing =
        new Remembered<>(() -> tables.standing(clock.instant()), KEEP, System::nanoTime);
    this.clock = clock;
  }

  @Override
  public void read(Consumer<Reading> to) {
    Standing now = standing.get();
    jobs(now, to);
    nodes(now, to);
    Instant since = now.waitingSince();
    long millis = since == null ? 0 : Duration.between(since, clock.instant()).toMillis();
    to.accept(new Reading.Value(Metric.QUEUE_OLDEST, List.of(), Math.max(0, millis) / 1000.0));
  }

  private static void jobs(Standing now, Consumer<Reading> to) {
    Map<JobStatus, Long> states = sums(JobStatus.class, now.jobs(), Standing.Jobs::status);
    states.forEach(
        (state, number) -> {
          tell(to, Metric.JOBS, number, word(state));
          tell(to, Metric.MASTER_JOBS, number, word(state));
        });
    long active =
        states.getOrDefault(JobStatus.ASSIGNED, 0L) + states.getOrDefault(JobStatus.PROCESSING, 0L);
    tell(to, Metric.ACTIVE_JOBS, active);
    List<Standing.Jobs> waiting = now.jobs().stream().filter(each -> waits(each.status())).toList();
    tell(to, Metric.QUEUE_LENGTH, waiting.stream().mapToLong(Standing.Jobs::number).sum());
    sums(Priority.class, waiting, Standing.Jobs::priority)
        .forEach((each, number) -> tell(to, Metric.QUEUE_BY_PRIORITY, number, word(each)));
    sums(Queue.class, waiting, Standing.Jobs::queue)
        .forEach((each, number) -> tell(to, Metric.QUEUE_BY_TYPE, number, word(each)));
  }

  /** A job that is to start later shows as pending until its first attempt. */
  private static boolean waits(JobStatus status) {
    return status == JobStatus.PENDING || status == JobStatus.QUEUED;
  }

  private static void nodes(Standing now, Consumer<Reading> to) {
    for (NodeStatus status : NodeStatus.values()) {
      long number = now.nodes().getOrDefault(status, 0L);
      tell(to, Metric.NODES_BY_STATUS, number, word(status));
      tell(to, Metric.MASTER_NODES, number, word(status));
    }
    tell(to, Metric.NODES, now.nodes().values().stream().mapToLong(Long::longValue).sum());
  }

  /** Every value is there. */
  private static <K extends Enum<K>> Map<K, Long> sums(
      Class<K> type, List<Standing.Jobs> jobs, Function<Standing.Jobs, K> key) {
    Map<K, Long> sums = new EnumMap<>(type);
    for (K each : type.getEnumConstants()) sums.put(each, 0L);
    for (Standing.Jobs each : jobs) sums.merge(key.apply(each), each.number(), Long::sum);
    return sums;
  }

  private static void tell(Consumer<Reading> to, Metric metric, long number, String... labels) {
    to.accept(new Reading.Value(metric, List.of(labels), (double) number));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
