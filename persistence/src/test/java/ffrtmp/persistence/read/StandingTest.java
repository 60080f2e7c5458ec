package ffrtmp.persistence.read;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.OTHER_NODE;
import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.Samples;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.node.NodeEvent;
import ffrtmp.protocol.node.NodeStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How things stand, against the tables themselves. */
class StandingTest {
  private static final ReadSettings SETTINGS =
      new ReadSettings(Duration.ofMillis(20), Duration.ZERO, 7, Duration.ofSeconds(60), 20, 2, 100);

  private Store store;
  private ActorTestKit kit;
  private ReadTables tables;
  private JournalWriter journal;

  private void open(Store.Kind kind) {
    store = Databases.fresh(kind);
    kit = ActorTestKit.create(Databases.config(store));
    tables = ReadTables.create(store.dataSource(), RecentStates.create(SETTINGS), SETTINGS);
    journal = new JournalWriter(kit.system(), store.dataSource());
  }

  @AfterEach
  void close() {
    tables.close();
    kit.shutdownTestKit();
    store.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void beforeTheFirstJobEveryKindIsThereAndNoneWaits(Store.Kind kind) throws SQLException {
    open(kind);
    follow();

    Standing standing = standing(T0);

    assertThat(standing.jobs()).hasSize(8 * 3 * 3).allMatch(each -> each.number() == 0);
    assertThat(standing.waitingSince()).isNull();
    assertThat(standing.nodes()).hasSize(4).allSatisfy((status, n) -> assertThat(n).isZero());
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whateverHappensTheCountsAreThoseOfTheTable(Store.Kind kind) throws SQLException {
    open(kind);
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int job = 1; job <= 40; job++) journal.write(JournalIds.of(id(job)), submitted(job));
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 40; i++) {
        journal.write(JournalIds.of(id(1 + random.nextInt(40))), any(random));
      }
      follow();
      assertThat(counted()).isEqualTo(inTheTable());
    }
    journal.execute("UPDATE projection_position SET version = version - 1");
    follow();
    assertThat(counted()).as("tables that were built anew").isEqualTo(inTheTable());
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void theLongestWaitIsTheOneOfAJobThatIsDue(Store.Kind kind) throws SQLException {
    open(kind);
    Instant later = T0.plusSeconds(100);
    journal.write(JournalIds.of(id(1)), new JobEvent.Submitted(1, timed(later), T0, CALLER));
    journal.write(
        JournalIds.of(id(2)),
        new JobEvent.Submitted(2, Samples.spec(), T0.plusSeconds(10), CALLER));
    journal.write(
        JournalIds.of(id(3)), new JobEvent.Submitted(3, Samples.spec(), T0.plusSeconds(5), CALLER));
    follow();

    assertThat(standing(T0.plusSeconds(50)).waitingSince()).isEqualTo(T0.plusSeconds(5));

    journal.write(JournalIds.of(id(2)), dispatched(1), dispatched(1));
    journal.write(JournalIds.of(id(3)), dispatched(1));
    follow();
    assertThat(standing(T0.plusSeconds(50)).waitingSince()).as("none is due").isNull();
    assertThat(standing(T0.plusSeconds(101)).waitingSince()).isEqualTo(later);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aNodeIsCountedUnderTheStatusThatItShows(Store.Kind kind) throws SQLException {
    open(kind);
    Cause worker = Cause.worker("n");
    journal.write(
        JournalIds.of(NODE), new NodeEvent.Registered(1, Samples.facts("n1"), "a", T0, worker));
    journal.write(
        JournalIds.of(OTHER_NODE),
        new NodeEvent.Registered(1, Samples.facts("n2"), "b", T0, worker));
    follow();
    assertThat(standing(T0).nodes()).containsEntry(NodeStatus.AVAILABLE, 2L);

    int slots = Samples.facts("n1").maxConcurrentJobs();
    for (int job = 1; job <= slots; job++) {
      journal.write(JournalIds.of(id(job)), submitted(job), dispatched(1));
    }
    follow();
    assertThat(standing(T0).nodes())
        .containsEntry(NodeStatus.BUSY, 1L)
        .containsEntry(NodeStatus.AVAILABLE, 1L);
  }

  private Standing standing(Instant now) {
    return tables.standing(now).toCompletableFuture().join();
  }

  private Map<String, Long> counted() {
    Map<String, Long> counts = new HashMap<>();
    for (Standing.Jobs each : standing(T0).jobs()) {
      if (each.number() == 0) continue;
      counts.put(each.status() + "/" + each.queue() + "/" + each.priority(), each.number());
    }
    return counts;
  }

  private Map<String, Long> inTheTable() throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    try (var connection = store.dataSource().getConnection()) {
      var sql =
          "SELECT status, queue, priority, COUNT(*) FROM jobs GROUP BY status, queue, priority";
      Queries.rows(
              connection,
              sql,
              List.of(),
              row ->
                  Map.entry(
                      row.getString(1) + "/" + row.getString(2) + "/" + row.getString(3),
                      row.getLong(4)))
          .forEach(each -> counts.put(each.getKey(), each.getValue()));
    }
    return counts;
  }

  private void follow() throws SQLException {
    var follower =
        new JournalFollower(
            store.dataSource(),
            new Events(kit.system()),
            RecentStates.create(SETTINGS),
            SETTINGS,
            Clock.fixed(T0, ZoneOffset.UTC));
    boolean more = true;
    while (more) more = follower.advance();
  }

  /** What does not fit the job's state leaves it as it is. */
  private static JobEvent any(Random random) {
    int attempt = 1 + random.nextInt(3);
    return switch (random.nextInt(9)) {
      case 0, 1 -> dispatched(attempt);
      case 2 -> new JobEvent.Started(attempt, T0, CALLER);
      case 3 -> new JobEvent.Finished(attempt, JobResult.NONE, null, T0, CALLER);
      case 4 ->
          new JobEvent.AttemptFailed(attempt, FailureReason.TIMEOUT, "late", null, T0, T0, CALLER);
      case 5 -> new JobEvent.Failed(attempt, FailureReason.TIMEOUT, "late", null, T0, CALLER);
      case 6 -> new JobEvent.Canceled(null, T0, CALLER);
      case 7 -> new JobEvent.Retried(T0, CALLER);
      default ->
          new JobEvent.Reranked(
              oneOf(Queue.values(), random), oneOf(Priority.values(), random), T0, CALLER);
    };
  }

  private static <T> T oneOf(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static JobSpec timed(Instant notBefore) {
    var spec = Samples.spec();
    return new JobSpec(
        null,
        null,
        null,
        spec.engine(),
        null,
        spec.queue(),
        spec.priority(),
        spec.parameters(),
        spec.requirements(),
        0,
        null,
        notBefore,
        List.of());
  }

  private static JobEvent submitted(long sequence) {
    return new JobEvent.Submitted(sequence, Samples.spec(), T0, CALLER);
  }

  private static JobEvent dispatched(int attempt) {
    return new JobEvent.Dispatched(attempt, NODE, "n1", 1, T0, CALLER);
  }

  private static JobId id(int number) {
    return new JobId(new UUID(9, number));
  }
}
