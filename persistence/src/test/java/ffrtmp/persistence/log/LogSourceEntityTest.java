package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.full;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.Eventually;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SourceName;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The source as an actor on both databases: stored, stopped, and again where it was. */
class LogSourceEntityTest {
  private static final SourceName NAME = new SourceName("cache");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(1);
  private final AtomicInteger written = new AtomicInteger();
  private Store store;
  private ActorTestKit kit;
  private ActorRef<LogSourceCommand> source;

  private void open(Store.Kind kind) {
    store = Databases.fresh(kind);
    kit = ActorTestKit.create(Databases.config(store));
    source = spawn();
  }

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    store.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatWasLearntIsThereAfterAStop(Store.Kind kind) {
    open(kind);
    opened(READER);
    for (int batch = 1; batch <= 120; batch++) recorded(full(1, batch));
    assertThat(written.get()).isEqualTo(121);
    restart();
    assertThat(ask(r -> new LogSourceCommand.Learn(full(1, 120), r)))
        .isEqualTo(new LogReply.Recorded(120));
    recorded(full(1, 121));
    var again = opened(READER);
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(again.batch()).isEqualTo(121);
    assertThat(again.files()).hasSize(2);
    assertThat(again.open()).extracting(OpenEntry::key).containsExactly(121L);
    assertThat(again.report().newestSecond()).isEqualTo(LogSamples.SECOND + 121);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aSilentOwnerLosesTheSourceAfterThePatienceAndAMoveOfTheActorBeginsItAnew(Store.Kind kind) {
    open(kind);
    opened(READER);
    nanos.addAndGet(PATIENCE.toNanos() - 1);
    assertThat(ask(r -> new LogSourceCommand.Renew(1, r))).isEqualTo(new LogReply.Renewed());
    nanos.addAndGet(PATIENCE.toNanos() - 1);
    assertThat(ask(open("other"))).isEqualTo(new LogReply.Busy(READER));
    restart();
    assertThat(ask(r -> new LogSourceCommand.Renew(0, r)))
        .as("it has recovered")
        .isEqualTo(new LogReply.Stale(1));
    nanos.addAndGet(PATIENCE.toNanos() - 1);
    assertThat(ask(open("other"))).isEqualTo(new LogReply.Busy(READER));
    nanos.addAndGet(1);
    assertThat(opened("other").epoch()).isEqualTo(2);
    assertThat(ask(r -> new LogSourceCommand.Renew(1, r))).isEqualTo(new LogReply.Stale(2));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aBatchOfTwoMebibytesIsStoredAndReadBack(Store.Kind kind) {
    open(kind);
    opened(READER);
    var noise = new byte[2 << 20];
    new Random(7).nextBytes(noise);
    recorded(holding(1, noise));
    restart();
    assertThat(opened(READER).open().get(0).value()).isEqualTo(noise);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void manyBytesBringASnapshotBeforeManyEventsDo(Store.Kind kind) {
    open(kind);
    opened(READER);
    for (int batch = 1; batch <= 17; batch++) recorded(holding(batch, new byte[1 << 20]));
    Eventually.value(this::snapshots, count -> count == 1);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aResetAndADeletionAreStored(Store.Kind kind) {
    open(kind);
    assertThat(ask(r -> new LogSourceCommand.Reprocess(CALLER, r)))
        .isEqualTo(new LogReply.Unknown());
    opened(READER);
    recorded(full(1, 1));
    assertThat(ask(r -> new LogSourceCommand.DeleteSessions(CALLER, r)))
        .isEqualTo(new LogReply.Done());
    assertThat(ask(r -> new LogSourceCommand.Reprocess(CALLER, r))).isEqualTo(new LogReply.Done());
    restart();
    var opened = opened("other");
    assertThat(opened.epoch()).isEqualTo(3);
    assertThat(opened.batch()).isZero();
  }

  private static LogBatch holding(long batch, byte[] value) {
    var full = full(1, batch);
    return new LogBatch(
        1,
        batch,
        full.files(),
        full.forgotten(),
        full.report(),
        full.sessions(),
        full.downloads(),
        full.traffic(),
        List.of(new OpenEntry(1, value)),
        new long[0]);
  }

  private int snapshots() throws SQLException {
    try (var connection = store.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM \"snapshot\"")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void restart() {
    kit.stop(source);
    source = spawn();
  }

  private ActorRef<LogSourceCommand> spawn() {
    var ports =
        new LogSourceEntity.Ports(
            Clock.fixed(T0, ZoneOffset.UTC), nanos::get, PATIENCE, written::incrementAndGet);
    return kit.spawn(LogSourceEntity.create(NAME, JournalIds.of(NAME), ports));
  }

  private LogReply.Opened opened(String reader) {
    return (LogReply.Opened) ask(open(reader));
  }

  private static Function<ActorRef<LogReply>, LogSourceCommand> open(String reader) {
    return r -> new LogSourceCommand.Open(reader, PATH, r);
  }

  private void recorded(LogBatch batch) {
    assertThat(ask(r -> new LogSourceCommand.Learn(batch, r)))
        .isEqualTo(new LogReply.Recorded(batch.batch()));
  }

  private LogReply ask(Function<ActorRef<LogReply>, LogSourceCommand> command) {
    TestProbe<LogReply> probe = kit.createTestProbe();
    source.tell(command.apply(probe.getRef()));
    return probe.receiveMessage(Duration.ofSeconds(10));
  }
}
