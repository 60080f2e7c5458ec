package ffrtmp.persistence.audit;

import akka.actor.typed.ActorSystem;
import akka.persistence.typed.PersistenceId;
import akka.serialization.SerializationExtension;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.journal.Chain;
import ffrtmp.persistence.journal.Chained;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.node.NodeEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Writes whole lives into a journal, as entities would have done, many in one commit. */
final class WrittenJournal implements AutoCloseable {
  private static final String INSERT =
      """
      INSERT INTO "event_journal" ("persistence_id", "sequence_number", "deleted", "writer",
        "write_timestamp", "adapter_manifest", "event_ser_id", "event_ser_manifest",
        "event_payload")
      VALUES (?, ?, FALSE, 'test', ?, '', ?, '#1', ?)
      """;
  private static final int COMMIT = 5_000;

  private final ActorSystem<?> system;
  private final Connection connection;
  private final PreparedStatement insert;
  private int waiting;
  private long written;

  WrittenJournal(ActorSystem<?> system, DataSource source) throws SQLException {
    this.system = system;
    this.connection = source.getConnection();
    connection.setAutoCommit(false);
    this.insert = connection.prepareStatement(INSERT);
  }

  /** Events of one entity, from its first on, at the times that they tell. */
  void write(PersistenceId pid, List<?> events) throws SQLException {
    var chain = new Chain<>(system, pid, Object.class, JobState.class);
    long number = 0;
    for (Object event : events) {
      add(pid, ++number, (Chained) chain.toJournal(event), at(event));
      chain.written();
    }
  }

  /** The same from before there were chains. */
  void writeUnchained(PersistenceId pid, List<?> events) throws SQLException {
    long number = 0;
    for (Object event : events) {
      add(pid, ++number, bytes(event), event instanceof JobEvent ? 7001 : 7002, at(event));
    }
  }

  long written() {
    return written;
  }

  void commit() throws SQLException {
    insert.executeBatch();
    connection.commit();
    waiting = 0;
  }

  @Override
  public void close() throws SQLException {
    commit();
    connection.close();
  }

  private void add(PersistenceId pid, long number, Chained event, Instant at) throws SQLException {
    add(pid, number, event.stored(), event instanceof Chained.OfJob ? 7001 : 7002, at);
  }

  private void add(PersistenceId pid, long number, byte[] stored, int serializer, Instant at)
      throws SQLException {
    insert.setString(1, pid.id());
    insert.setLong(2, number);
    insert.setLong(3, at.toEpochMilli());
    insert.setInt(4, serializer);
    insert.setBytes(5, stored);
    insert.addBatch();
    written++;
    if (++waiting >= COMMIT) commit();
  }

  private byte[] bytes(Object event) {
    return SerializationExtension.get(system).serialize(event).get();
  }

  private static Instant at(Object event) {
    return event instanceof JobEvent job ? job.at() : ((NodeEvent) event).at();
  }
}
