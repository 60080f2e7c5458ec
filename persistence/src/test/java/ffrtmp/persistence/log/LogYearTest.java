package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.facts;
import static ffrtmp.persistence.log.LogSamples.CACHE;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.full;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.Eventually;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.node.NodeEntity;
import ffrtmp.persistence.read.Projection;
import ffrtmp.persistence.read.ProjectionLag;
import ffrtmp.persistence.read.ReadSettings;
import ffrtmp.persistence.read.RecentStates;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.port.SchedulerHints;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.worker.WorkerCommand;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both projections and the entities of jobs' side and logs' side in one journal, for long. */
class LogYearTest {
  private static final int BATCHES = 1_000;
  private static final String LOG_ROWS =
      "SELECT COUNT(*) FROM \"event_journal\" WHERE \"persistence_id\" LIKE 'log|%'";

  private LogDatabase db;
  private ActorRef<LogProjection.Command> projection;
  private ActorRef<LogSourceCommand> source;
  private TestProbe<LogReply> replies;

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aYearOfLogsDoesNotGrowTheJournalAndHoldsUpNoList(Store.Kind kind) throws SQLException {
    try (var database = new LogDatabase(kind)) {
      db = database;
      var clock = Clock.systemUTC();
      var read = ReadSettings.from(ConfigFactory.load().getConfig("ffrtmp.read"));
      db.kit.spawn(
          Projection.create(
              db.store.dataSource(),
              RecentStates.create(read),
              new ProjectionLag(clock),
              read,
              clock),
          Projection.props());
      projection =
          db.kit.spawn(LogProjection.create(db.store, db.settings, clock), LogProjection.props());
      source = spawn();
      replies = db.kit.createTestProbe();
      opened();
      var node = node(clock);
      for (int batch = 1; batch <= BATCHES; batch++) {
        learn(batch);
        if (batch % 50 == 0) register(node, "incarnation-" + batch);
      }
      int most = 3 * LogSourceEntity.SNAPSHOT_EVERY;
      Eventually.value(() -> db.number(LOG_ROWS), rows -> rows <= most);
      assertThat(db.count("\"snapshot\"")).isLessThanOrEqualTo(4);
      long last = db.number("SELECT MAX(\"ordering\") FROM \"event_journal\"");
      Eventually.value(
          () -> db.number("SELECT journal_offset FROM projection_position"), at -> at == last);
      assertThat(db.count("nodes")).isEqualTo(1);
      Eventually.value(() -> db.count("log_session"), rows -> rows == BATCHES);
      assertItRecovers();
    }
  }

  private void assertItRecovers() {
    db.kit.stop(source);
    source = spawn();
    var opened = opened();
    assertThat(opened.batch()).isEqualTo(BATCHES);
    assertThat(opened.open()).hasSize(1);
    assertThat(opened.files()).hasSize(2);
  }

  private void learn(long batch) {
    source.tell(new LogSourceCommand.Learn(full(1, batch), replies.getRef()));
    assertThat(replies.receiveMessage(Duration.ofSeconds(10)))
        .isEqualTo(new LogReply.Recorded(batch));
  }

  private void register(ActorRef<NodeCommand> node, String incarnation) {
    TestProbe<NodeReply> probe = db.kit.createTestProbe();
    var worker = db.kit.<WorkerCommand>createTestProbe().getRef();
    node.tell(new NodeCommand.Register(facts("n1"), incarnation, worker, probe.getRef()));
    assertThat(probe.receiveMessage()).isInstanceOf(NodeReply.Accepted.class);
  }

  private ActorRef<NodeCommand> node(Clock clock) {
    var id = new NodeId(new UUID(1, 1));
    var ports = new NodeEntity.Ports(new NoHints(), clock, () -> {});
    return db.kit.spawn(NodeEntity.create(id, JournalIds.of(id), ports, entity -> {}));
  }

  private ActorRef<LogSourceCommand> spawn() {
    var ports =
        new LogSourceEntity.Ports(
            Clock.systemUTC(),
            System::nanoTime,
            Duration.ofSeconds(10),
            () -> projection.tell(new LogProjection.Wake()));
    return db.kit.spawn(LogSourceEntity.create(CACHE, JournalIds.of(CACHE), ports));
  }

  private LogReply.Opened opened() {
    source.tell(new LogSourceCommand.Open(READER, PATH, replies.getRef()));
    return (LogReply.Opened) replies.receiveMessage(Duration.ofSeconds(10));
  }

  private record NoHints() implements SchedulerHints {
    @Override
    public void changed(JobFact fact) {}

    @Override
    public void changed(NodeFact fact) {}
  }
}
