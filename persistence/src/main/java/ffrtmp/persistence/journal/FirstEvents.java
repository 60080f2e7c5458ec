package ffrtmp.persistence.journal;

import akka.actor.typed.ActorSystem;
import akka.persistence.typed.PersistenceId;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Writes the first events of many entities in one commit, in the form in which each entity would
 * have written its own and reads it back. Safe because of two things: whoever calls this has just
 * made the ids, so no entity of them can live yet; and if that were wrong, the journal's primary
 * key would refuse the whole commit.
 */
public final class FirstEvents {
  /** The first event of the entity whose journal has the name {@code id}. */
  public record First(PersistenceId id, Object event) {}

  private static final String INSERT =
      """
      INSERT INTO "event_journal" ("persistence_id", "sequence_number", "deleted", "writer",
        "write_timestamp", "adapter_manifest", "event_ser_id", "event_ser_manifest",
        "event_payload")
      VALUES (?, 1, false, ?, ?, '', ?, ?, ?)
      """;

  private final DataSource source;
  private final Serialization serialization;
  private final String writer = UUID.randomUUID().toString();

  public FirstEvents(ActorSystem<?> system, DataSource source) {
    this.source = source;
    this.serialization = SerializationExtension.get(system);
  }

  /**
   * Writes all of them or none; blocks until they are durable.
   *
   * @param now the time that the journal notes for them
   * @throws SQLException when nothing was written, or when the store did not say whether it was
   */
  public void write(List<First> events, Instant now) throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try (var insert = connection.prepareStatement(INSERT)) {
        for (First first : events) add(insert, first, now);
        insert.executeBatch();
        connection.commit();
        done = true;
      } finally {
        if (!done) connection.rollback();
      }
    }
  }

  private void add(PreparedStatement insert, First first, Instant now) throws SQLException {
    Chained event = Chain.first(serialization, first.id(), first.event());
    Serializer serializer = serialization.findSerializerFor(event);
    insert.setString(1, first.id().id());
    insert.setString(2, writer);
    insert.setLong(3, now.toEpochMilli());
    insert.setInt(4, serializer.identifier());
    insert.setString(5, Serializers.manifestFor(serializer, event));
    insert.setBytes(6, serializer.toBinary(event));
    insert.addBatch();
  }
}
