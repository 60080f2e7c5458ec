package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.log.LogDatabase.answer;
import static ffrtmp.persistence.log.LogSamples.CACHE;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories on both databases: batches sent once, twice, to an entity that is stopped at any
 * moment, by owners that were overtaken; followers that break, are replaced, and race. In the end
 * the tables are what the batches that were acknowledged say, each once.
 */
class LogHistoriesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int STEPS = Integer.getInteger("ffrtmp.log.steps", 400);

  private final AtomicLong nanos = new AtomicLong();
  private final long seed = Long.getLong("ffrtmp.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final LogTruth truth = new LogTruth(random);
  private LogDatabase db;
  private ActorRef<LogSourceCommand> source;
  private LogFollower one;
  private LogFollower other;
  private long epoch;
  private long batch;
  private long acknowledged;

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void noHistoryLosesOrRepeatsABatch(Store.Kind kind) throws SQLException {
    try (var database = new LogDatabase(kind)) {
      db = database;
      source = spawn();
      one = follower();
      other = follower();
      open();
      for (int step = 0; step < STEPS; step++) step();
      db.clock.forward(Duration.ofMinutes(1));
      db.follow();
      assertThat(acknowledged).as("seed %d", seed).isPositive();
      assertTablesAreTheTruth();
      assertTheStateIsTheTruth();
    }
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 45) {
      learn();
    } else if (dice < 55) {
      repeat();
    } else if (dice < 62) {
      learnWhileItIsStopped();
    } else if (dice < 66) {
      overtake();
    } else if (dice < 68) {
      ask(r -> new LogSourceCommand.DeleteSessions(CALLER, r));
      truth.sessions.clear();
    } else if (dice < 69) {
      ask(r -> new LogSourceCommand.Reprocess(CALLER, r));
      truth.reset();
      open();
    } else if (dice < 74) {
      db.clock.forward(Duration.ofSeconds(30));
    } else if (dice < 76) {
      one = follower();
    } else {
      follow(random.nextBoolean() ? one : other);
    }
  }

  private void learn() {
    record(truth.batch(epoch, batch + 1));
  }

  private void record(LogBatch next) {
    assertThat(ask(r -> new LogSourceCommand.Learn(next, r)))
        .as("seed %d", seed)
        .isEqualTo(new LogReply.Recorded(next.batch()));
    batch = next.batch();
    acknowledged++;
    truth.apply(next);
  }

  /** The answer was lost, so the same is said again. */
  private void repeat() {
    var next = truth.batch(epoch, batch + 1);
    var unheard = db.kit.<LogReply>createTestProbe();
    source.tell(new LogSourceCommand.Learn(next, unheard.getRef()));
    record(next);
  }

  /** It was perhaps stored, perhaps not: the same is said again to the next incarnation. */
  private void learnWhileItIsStopped() {
    var next = truth.batch(epoch, batch + 1);
    var unheard = db.kit.<LogReply>createTestProbe();
    source.tell(new LogSourceCommand.Learn(next, unheard.getRef()));
    db.kit.stop(source);
    source = spawn();
    record(next);
  }

  /** Another reader comes after the patience; what the old one still sends has no effect. */
  private void overtake() {
    var late = truth.batch(epoch, batch + 1);
    nanos.addAndGet(PATIENCE.toNanos());
    open();
    assertThat(ask(r -> new LogSourceCommand.Learn(late, r)))
        .as("seed %d", seed)
        .isEqualTo(new LogReply.Stale(epoch));
  }

  private void open() {
    var reader = "reader-" + random.nextInt();
    var opened = (LogReply.Opened) ask(r -> new LogSourceCommand.Open(reader, PATH, r));
    epoch = opened.epoch();
    batch = opened.batch();
  }

  private void follow(LogFollower follower) {
    try {
      follower.advance();
    } catch (SQLException e) {
      assertThat(e.getMessage()).startsWith("broken");
    }
  }

  private LogFollower follower() {
    var failing = new FailingSource(db.store.dataSource(), random, 40);
    var events = new Events(db.kit.system());
    return new LogFollower(failing, db.store.kind(), events, db.settings, db.clock);
  }

  private void assertTablesAreTheTruth() throws SQLException {
    assertThat(db.sessions().stream().map(SessionInfo::row).toList())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(truth.sessions.values());
    assertThat(db.downloads().stream().map(DownloadInfo::row).toList())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(truth.downloads.values());
    assertThat(answer(db.tables.sources()).get(0).files())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(truth.files.values());
    try (var connection = db.store.dataSource().getConnection()) {
      var sql = "SELECT grain, start_second, bytes, peak_bytes FROM log_traffic";
      Queries.Reader<List<Long>> reader =
          r -> List.of(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4));
      var expected =
          truth.traffic.values().stream()
              .map(t -> List.of((long) t.grain().seconds(), t.start(), t.bytes(), t.peakBytes()))
              .toList();
      assertThat(Queries.rows(connection, sql, List.of(), reader))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private void assertTheStateIsTheTruth() {
    nanos.addAndGet(PATIENCE.toNanos());
    var opened = (LogReply.Opened) ask(r -> new LogSourceCommand.Open("last", PATH, r));
    assertThat(opened.files())
        .as("seed %d", seed)
        .extracting(FilePosition::firstLine, FilePosition::offset)
        .containsExactlyInAnyOrderElementsOf(
            truth.files.values().stream().map(f -> tuple(f.firstLine(), f.offset())).toList());
    assertThat(
            opened.open().stream().collect(Collectors.toMap(e -> e.key(), e -> (int) e.value()[0])))
        .as("seed %d", seed)
        .isEqualTo(truth.open);
  }

  private ActorRef<LogSourceCommand> spawn() {
    var ports = new LogSourceEntity.Ports(db.clock, nanos::get, PATIENCE, () -> {});
    return db.kit.spawn(LogSourceEntity.create(CACHE, JournalIds.of(CACHE), ports));
  }

  private LogReply ask(Function<ActorRef<LogReply>, LogSourceCommand> command) {
    TestProbe<LogReply> probe = db.kit.createTestProbe();
    source.tell(command.apply(probe.getRef()));
    return probe.receiveMessage(Duration.ofSeconds(20));
  }
}
