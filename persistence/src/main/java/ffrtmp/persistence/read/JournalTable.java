package ffrtmp.persistence.read;

import ffrtmp.persistence.journal.Tombstone;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The journal's own table, read only. */
public final class JournalTable {
  /**
   * One event as stored.
   *
   * @param ordering its place in the journal, given before its commit
   * @param number its number within its entity, from 1
   * @param written when its writer made it, as milliseconds since 1970
   * @param payload empty for a log source: batches are large, and not for the lists of jobs
   * @param removed no event: it stands for a journal that was removed
   * @param hidden marked as deleted and no tombstone, as nothing of ours does to jobs and nodes:
   *     their entities do not see it
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier from the row to the reader, never compared
  public record Row(
      long ordering,
      String persistenceId,
      long number,
      long written,
      int serializer,
      String manifest,
      byte[] payload,
      boolean removed,
      boolean hidden) {}

  private static final String SELECT =
      """
      SELECT "ordering", "persistence_id", "sequence_number", "write_timestamp", "event_ser_id",
        "event_ser_manifest",
        CASE WHEN "persistence_id" LIKE 'log|%' THEN NULL ELSE "event_payload" END, "deleted"
      FROM "event_journal"
      """;

  private static final byte[] NOTHING = {};

  private JournalTable() {}

  /**
   * What is new: the rows past the highest seen, and those that have turned up in the gaps, lowest
   * first. One statement sees one moment, so no event of an entity comes without those before it.
   */
  static List<Row> after(Connection connection, Gaps gaps, int limit) throws SQLException {
    var sql = new StringBuilder(SELECT).append("WHERE \"ordering\" > ?");
    for (var gap : gaps.open()) {
      sql.append(" OR \"ordering\" BETWEEN ")
          .append(gap.first())
          .append(" AND ")
          .append(gap.last());
    }
    sql.append(" ORDER BY \"ordering\" LIMIT ?");
    return Queries.rows(connection, sql.toString(), List.of(gaps.seen(), limit), JournalTable::row);
  }

  /** Takes rows one by one. */
  public interface Visitor {
    void row(Row row) throws SQLException;
  }

  /**
   * Shows rows as they come from the store, in bounded memory; the connection must not commit by
   * itself, or PostgreSQL would send all of them at once.
   *
   * @param rest of the statement, from its condition on
   */
  public static void each(
      Connection connection, String rest, List<? extends Object> values, Visitor visitor)
      throws SQLException {
    Queries.each(connection, SELECT + rest, values, row -> visitor.row(row(row)));
  }

  /** The events of one entity with numbers in {@code first..last}, in their order. */
  public static List<Row> of(
      Connection connection, String persistenceId, long first, long last, int limit)
      throws SQLException {
    var sql =
        SELECT
            + "WHERE \"persistence_id\" = ? AND \"sequence_number\" BETWEEN ? AND ?"
            + " AND \"deleted\" = FALSE ORDER BY \"sequence_number\" LIMIT ?";
    return Queries.rows(
        connection, sql, List.of(persistenceId, first, last, limit), JournalTable::row);
  }

  private static Row row(ResultSet row) throws SQLException {
    var payload = row.getBytes(7);
    boolean deleted = row.getBoolean(8);
    boolean removed = deleted && Tombstone.is(row.getInt(5), row.getString(6));
    return new Row(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getInt(5),
        row.getString(6),
        payload == null ? NOTHING : payload,
        removed,
        deleted && !removed);
  }
}
