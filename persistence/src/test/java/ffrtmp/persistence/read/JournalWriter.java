package ffrtmp.persistence.read;

import akka.actor.typed.ActorSystem;
import akka.persistence.typed.PersistenceId;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import ffrtmp.persistence.Samples;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Writes journal rows directly, so that a test can choose their places. */
public final class JournalWriter {
  private final ActorSystem<?> system;
  private final DataSource source;
  private final Map<String, Long> numbers = new HashMap<>();
  private Instant writtenAt = Samples.T0;
  private long place;

  public JournalWriter(ActorSystem<?> system, DataSource source) {
    this.system = system;
    this.source = source;
  }

  public void write(PersistenceId pid, Object... events) throws SQLException {
    for (var event : events) {
      write(pid, numbers.merge(pid.id(), 1L, Long::sum), event);
    }
  }

  public void write(PersistenceId pid, long number, Object event) throws SQLException {
    numbers.put(pid.id(), number);
    writeAt(++place, pid, number, event);
  }

  /** What is written from here on was made then. */
  public void at(Instant writtenAt) {
    this.writtenAt = writtenAt;
  }

  public void skip(int places) {
    place += places;
  }

  public void writeAt(long at, PersistenceId pid, long number, Object event) throws SQLException {
    var serializer = SerializationExtension.get(system).findSerializerFor(event);
    var sql =
        """
        INSERT INTO "event_journal" ("ordering", "persistence_id", "sequence_number", "writer",
          "write_timestamp", "adapter_manifest", "event_ser_id", "event_ser_manifest",
          "event_payload", "deleted")
        VALUES (?, ?, ?, 'test', ?, '', ?, ?, ?, FALSE)
        """;
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, at);
      statement.setString(2, pid.id());
      statement.setLong(3, number);
      statement.setLong(4, writtenAt.toEpochMilli());
      statement.setInt(5, serializer.identifier());
      statement.setString(6, Serializers.manifestFor(serializer, event));
      statement.setBytes(7, serializer.toBinary(event));
      statement.executeUpdate();
    }
  }

  public void execute(String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
