package ffrtmp.persistence.audit;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.Samples;
import ffrtmp.persistence.job.RandomLives;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Queries;
import ffrtmp.persistence.read.TestFollower;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeEvent;
import ffrtmp.protocol.node.NodeId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A store with jobs and nodes whose lives were random, and what a test does to it by hand. */
final class AuditedStore implements AutoCloseable {
  final Store store;
  final ActorTestKit kit;
  final List<JobId> jobs = new ArrayList<>();
  private final Random random;
  private final TestFollower follower;

  AuditedStore(Store.Kind kind, long seed) {
    this.store = Databases.fresh(kind);
    this.kit = ActorTestKit.create(Databases.config(store));
    this.random = new Random(seed);
    this.follower =
        new TestFollower(kit.system(), store.dataSource(), Clock.fixed(T0, ZoneOffset.UTC));
  }

  Events events() {
    return new Events(kit.system());
  }

  /** Writes the lives of so many further jobs, and of a node for every hundred. */
  long live(int number, int commands) throws SQLException {
    try (var journal = new WrittenJournal(kit.system(), store.dataSource())) {
      for (int i = 0; i < number; i++) {
        var id = new JobId(new UUID(random.nextLong(), random.nextLong()));
        jobs.add(id);
        journal.write(JournalIds.of(id), RandomLives.of(random.nextLong(), jobs.size(), commands));
        if (i % 100 == 0)
          journal.write(JournalIds.of(NodeId.of("host", "n" + jobs.size())), node());
      }
      journal.commit();
      return journal.written();
    }
  }

  /** The same of jobs from before there were chains. */
  long liveUnchained(int number, int commands) throws SQLException {
    try (var journal = new WrittenJournal(kit.system(), store.dataSource())) {
      for (int i = 0; i < number; i++) {
        var id = new JobId(new UUID(random.nextLong(), random.nextLong()));
        jobs.add(id);
        var events = RandomLives.of(random.nextLong(), jobs.size(), commands);
        journal.writeUnchained(JournalIds.of(id), events);
      }
      journal.commit();
      return journal.written();
    }
  }

  private static List<NodeEvent> node() {
    return List.of(
        new NodeEvent.Registered(1, Samples.facts("n"), "a", T0, Cause.worker("n")),
        new NodeEvent.Drained(T0.plusSeconds(60), T0, CALLER),
        new NodeEvent.Lost(2, "silent", T0, Cause.SCHEDULER));
  }

  /** Brings the tables up to date. */
  void follow() throws SQLException {
    follower.follow();
  }

  /** By one batch. */
  void followOnce() throws SQLException {
    follower.advance();
  }

  Report verify() throws Exception {
    return new Verification(store, events(), System::nanoTime).run();
  }

  Rebuild.Outcome rebuild() throws Exception {
    return new Rebuild(store, events(), System::nanoTime).run();
  }

  /** A change by hand. */
  int change(String sql, Object... values) throws SQLException {
    try (var connection = store.dataSource().getConnection()) {
      return Queries.update(connection, sql, List.of(values));
    }
  }

  /** The tables as they are, but for the numbers of changes. */
  List<List<String>> tables() throws SQLException {
    var rows = new ArrayList<List<String>>();
    try (var connection = store.dataSource().getConnection()) {
      for (var sql :
          List.of(
              "SELECT id, status, phase, queue, priority, node_id, scenario, tenant_id, created_at,"
                  + " ended_at, revision, chain_head, state, sequence_number FROM jobs ORDER BY id",
              "SELECT id, revision, removed, chain_head, state FROM nodes ORDER BY id",
              "SELECT status, queue, priority, jobs FROM job_counts ORDER BY 1, 2, 3")) {
        Queries.each(
            connection,
            sql,
            List.of(),
            row -> {
              var values = new ArrayList<String>();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getString(i));
              }
              rows.add(values);
            });
      }
    }
    return rows;
  }

  long lastChange() throws SQLException {
    return number("SELECT change_seq FROM projection_position");
  }

  long number(String sql) throws SQLException {
    try (var connection = store.dataSource().getConnection()) {
      return Queries.rows(connection, sql, List.of(), row -> row.getLong(1)).get(0);
    }
  }

  String text(String sql) throws SQLException {
    try (var connection = store.dataSource().getConnection()) {
      return Queries.rows(connection, sql, List.of(), row -> row.getString(1)).get(0);
    }
  }

  /** An event as it is stored. */
  byte[] payload(String persistenceId, long number) throws SQLException {
    var sql =
        "SELECT \"event_payload\" FROM \"event_journal\" WHERE \"persistence_id\" = ?"
            + " AND \"sequence_number\" = ?";
    try (var connection = store.dataSource().getConnection()) {
      var values = List.of(persistenceId, number);
      return Queries.rows(connection, sql, values, row -> row.getBytes(1)).get(0);
    }
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
    store.close();
  }
}
