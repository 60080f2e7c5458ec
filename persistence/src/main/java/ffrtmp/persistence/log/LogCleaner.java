package ffrtmp.persistence.log;

import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.SourceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Deletes rows of one source, a bounded number at a time; whoever calls commits, and calls again
 * for as long as something was deleted.
 */
final class LogCleaner {
  /** Rows deleted in one transaction, and those of the same moment as the last of them. */
  static final int SLICE = 5_000;

  private static final long NUMBERS = (1L << 32) - 1;

  private LogCleaner() {}

  /**
   * Deletes sessions of the source, whatever their age.
   *
   * @return how many; 0: none is left
   */
  static int sessions(Connection connection, SourceName source) throws SQLException {
    return deleteById(connection, "log_session", source);
  }

  /**
   * Deletes whatever the source has in the tables, but not its own row.
   *
   * @return how many; 0: nothing is left
   */
  static int everything(Connection connection, SourceName source) throws SQLException {
    int deleted = sessions(connection, source);
    if (deleted == 0) deleted = deleteById(connection, "log_download", source);
    for (var grain : Grain.values()) {
      if (deleted == 0) deleted = deleteSpans(connection, source, grain, Long.MAX_VALUE);
    }
    if (deleted == 0) {
      var sql = "DELETE FROM log_file WHERE space = ?";
      deleted = Queries.update(connection, sql, List.of((int) source.space()));
    }
    return deleted;
  }

  /**
   * Deletes rows that are too old.
   *
   * @param swept where the horizon was when everything beyond it had gone
   * @return how many; 0: nothing is left to delete
   */
  static int expired(Connection connection, SourceName source, Horizon horizon, Horizon swept)
      throws SQLException {
    int deleted = 0;
    for (var grain : Grain.values()) {
      if (deleted == 0) deleted = deleteSpans(connection, source, grain, horizon.traffic(grain));
    }
    if (deleted == 0) {
      long from = swept.sessions() * 1000;
      long before = horizon.sessions() * 1000;
      deleted = deleteByTime(connection, "log_session", "ended", source, from, before);
    }
    if (deleted == 0) {
      long from = swept.downloads();
      long before = horizon.downloads();
      deleted = deleteByTime(connection, "log_download", "last_second", source, from, before);
    }
    return deleted;
  }

  private static int deleteById(Connection connection, String table, SourceName source)
      throws SQLException {
    return deleteSlice(connection, table, "id", source, source.id(0), source.id(NUMBERS) + 1);
  }

  /**
   * By the index on the time, from {@code from}, so that other sources' older rows cost nothing.
   */
  private static int deleteByTime(
      Connection connection, String table, String time, SourceName source, long from, long before)
      throws SQLException {
    return deleteSlice(connection, table, time, source, from, before);
  }

  /**
   * The end of the slice is asked for first: within a DELETE, H2 would run the query of an IN again
   * for each row that it deletes.
   */
  private static int deleteSlice(
      Connection connection, String table, String by, SourceName source, long from, long before)
      throws SQLException {
    var last =
        """
        SELECT MAX(v), COUNT(*) FROM (SELECT %2$s AS v FROM %1$s
          WHERE %2$s >= ? AND %2$s < ? AND id BETWEEN ? AND ? ORDER BY %2$s LIMIT %3$d) t
        """
            .formatted(table, by, SLICE);
    var values = List.of(from, before, source.id(0), source.id(NUMBERS));
    long upTo =
        Queries.rows(connection, last, values, row -> row.getInt(2) == 0 ? before : row.getLong(1))
            .get(0);
    if (upTo == before) return 0;
    var sql =
        "DELETE FROM %1$s WHERE %2$s >= ? AND %2$s <= ? AND id BETWEEN ? AND ?"
            .formatted(table, by);
    return Queries.update(connection, sql, List.of(from, upTo, source.id(0), source.id(NUMBERS)));
  }

  private static int deleteSpans(Connection connection, SourceName source, Grain grain, long before)
      throws SQLException {
    var last =
        """
        SELECT COALESCE(MAX(start_second), ?) FROM (SELECT start_second FROM log_traffic
          WHERE grain = ? AND start_second < ? AND space = ? ORDER BY start_second LIMIT ?) t
        """;
    int space = (int) source.space();
    var values = List.of(Long.MIN_VALUE, grain.seconds(), before, space, SLICE);
    long upTo = Queries.rows(connection, last, values, row -> row.getLong(1)).get(0);
    if (upTo == Long.MIN_VALUE) return 0;
    var sql = "DELETE FROM log_traffic WHERE grain = ? AND start_second <= ? AND space = ?";
    return Queries.update(connection, sql, List.of(grain.seconds(), upTo, space));
  }
}
