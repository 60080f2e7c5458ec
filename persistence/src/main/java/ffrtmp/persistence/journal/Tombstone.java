package ffrtmp.persistence.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a journal that was removed: a row with the number after its last event, marked as
 * deleted. The entity finds no event, and a number that says that there were some; whoever still
 * has the entity in memory, and would write its next event, meets the primary key.
 */
public final class Tombstone {
  private static final String INSERT =
      """
      INSERT INTO "event_journal" ("persistence_id", "sequence_number", "deleted", "writer",
        "write_timestamp", "adapter_manifest", "event_ser_id", "event_ser_manifest",
        "event_payload")
      VALUES (?, ?, TRUE, 'retention', ?, '', 0, 'removed', ?)
      """;
  private static final int SERIALIZER = 0;
  private static final String MANIFEST = "removed";
  private static final String DELETE =
      "DELETE FROM \"event_journal\" WHERE \"persistence_id\" = ? AND \"sequence_number\" <= ?";

  private Tombstone() {}

  /** Whether a row that is marked as deleted is one of these, by how it is stored. */
  public static boolean is(int serializer, String manifest) {
    return serializer == SERIALIZER && manifest.equals(MANIFEST);
  }

  /**
   * Puts it in the place of the first {@code events} events, which must be all there are; the
   * caller commits.
   *
   * @param head the last link of their chain, which is kept
   * @throws SQLException of class 23 when there is another event already
   */
  public static void put(
      Connection connection, String persistenceId, long events, @Nullable Link head, Instant now)
      throws SQLException {
    var payload =
        "{\"type\":\"journal-removed\",\"events\":%d%s}"
            .formatted(events, head == null ? "" : ",\"head\":\"" + head.hex() + '"');
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, persistenceId);
      insert.setLong(2, events + 1);
      insert.setLong(3, now.toEpochMilli());
      insert.setBytes(4, payload.getBytes(StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
    try (var delete = connection.prepareStatement(DELETE)) {
      delete.setString(1, persistenceId);
      delete.setLong(2, events);
      delete.executeUpdate();
    }
  }
}
