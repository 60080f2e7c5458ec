package ffrtmp.persistence.log;

import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the journal that log sources write, and the deletion of what is no longer needed. */
final class LogJournal {
  /** One event and its number within its source. */
  record Numbered(long number, LogSourceEvent event) {}

  @SuppressWarnings("ArrayRecordComponent") // from the row to the reader, never compared
  private record Stored(long number, int serializer, String manifest, byte[] payload) {}

  // PostgreSQL answers this from the index that holds nothing else.
  static final String TOPS =
      """
      SELECT "persistence_id", MAX("sequence_number") FROM "event_journal"
      WHERE "persistence_id" LIKE 'log|%' GROUP BY "persistence_id"
      """;

  private static final String TOP =
      """
      SELECT COALESCE(MAX("sequence_number"), 0) FROM "event_journal" WHERE "persistence_id" = ?
      """;

  private static final String AFTER =
      """
      SELECT "sequence_number", "event_ser_id", "event_ser_manifest", "event_payload"
      FROM "event_journal" WHERE "persistence_id" = ? AND "sequence_number" > ?
      ORDER BY "sequence_number" LIMIT ?
      """;

  private static final String SNAPSHOTS =
      """
      SELECT "sequence_number" FROM "snapshot" WHERE "persistence_id" = ?
      ORDER BY "sequence_number" DESC LIMIT 2
      """;

  private static final String DELETE_EVENTS =
      """
      DELETE FROM "event_journal"
      WHERE "persistence_id" = ? AND "sequence_number" < ? AND "ordering" <= ?
      """;

  private static final String DELETE_SNAPSHOTS =
      """
      DELETE FROM "snapshot" WHERE "persistence_id" = ? AND "sequence_number" < ?
      """;

  private final Events events;

  LogJournal(Events events) {
    this.events = events;
  }

  /** The number of the last event of every source that has any. */
  Map<SourceName, Long> tops(Connection connection) throws SQLException {
    var tops = new LinkedHashMap<SourceName, Long>();
    Queries.Reader<Map.Entry<String, Long>> reader =
        row -> Map.entry(row.getString(1), row.getLong(2));
    for (var found : Queries.rows(connection, TOPS, List.of(), reader)) {
      JournalIds.source(found.getKey()).ifPresent(name -> tops.put(name, found.getValue()));
    }
    return tops;
  }

  /** The number of the source's last event; 0: it has none. */
  static long top(Connection connection, SourceName source) throws SQLException {
    return Queries.rows(connection, TOP, List.of(pid(source)), row -> row.getLong(1)).get(0);
  }

  /**
   * The events after {@code number}, in their order and without a gap.
   *
   * @throws IllegalStateException when one is missing or cannot be read
   */
  List<Numbered> after(Connection connection, SourceName source, long number, int limit)
      throws SQLException {
    var pid = pid(source);
    var read = new ArrayList<Numbered>();
    for (var row :
        Queries.rows(connection, AFTER, List.of(pid, number, limit), LogJournal::stored)) {
      long expected = number + read.size() + 1;
      if (row.number != expected) {
        throw new IllegalStateException("Event %d of %s is missing".formatted(expected, pid));
      }
      var event = events.of(pid, row.number, row.serializer, row.manifest, row.payload);
      read.add(new Numbered(row.number, (LogSourceEvent) event));
    }
    return read;
  }

  /**
   * Deletes what neither the source, nor the tables, nor the lists of jobs need any more: the
   * events up to {@code applied} that lie below the snapshot before the last. Below the last would
   * do, were it not for an entity that recovers from the one before while the last is being saved.
   *
   * @return how many events went
   */
  static int trim(Connection connection, SourceName source, long applied) throws SQLException {
    var pid = pid(source);
    var snapshots = Queries.rows(connection, SNAPSHOTS, List.of(pid), row -> row.getLong(1));
    if (snapshots.size() < 2) return 0;
    long below = Math.min(snapshots.get(1), applied);
    int events =
        Queries.update(connection, DELETE_EVENTS, List.of(pid, below, followed(connection)));
    Queries.update(connection, DELETE_SNAPSHOTS, List.of(pid, snapshots.get(1)));
    return events;
  }

  /** Up to where the lists of jobs follow the journal: an event that goes below is no gap there. */
  private static long followed(Connection connection) throws SQLException {
    var sql = "SELECT journal_offset FROM projection_position WHERE id = 1";
    return Queries.rows(connection, sql, List.of(), row -> row.getLong(1)).stream()
        .findFirst()
        .orElse(0L);
  }

  private static String pid(SourceName source) {
    return JournalIds.of(source).id();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(row.getLong(1), row.getInt(2), row.getString(3), row.getBytes(4));
  }
}
