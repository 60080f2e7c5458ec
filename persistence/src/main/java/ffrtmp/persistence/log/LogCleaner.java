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
  /** Rows deleted in one transaction at the most. */
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
    var sql = "SELECT id FROM %s WHERE id BETWEEN ? AND ? LIMIT %d".formatted(table, SLICE);
    return delete(connection, table, sql, List.of(source.id(0), source.id(NUMBERS)));
  }

  /**
   * By the index on the time, from {@code from}, so that other sources' older rows cost nothing.
   */
  private static int deleteByTime(
      Connection connection, String table, String time, SourceName source, long from, long before)
      throws SQLException {
    var sql =
        """
        SELECT id FROM %1$s WHERE %2$s >= ? AND %2$s < ? AND id BETWEEN ? AND ?
          ORDER BY %2$s LIMIT %3$d
        """
            .formatted(table, time, SLICE);
    return delete(connection, table, sql, List.of(from, before, source.id(0), source.id(NUMBERS)));
  }

  /**
   * Deletes the rows that {@code select} names. Not in one statement: H2 would ask the inner query
   * again after each row that it deleted.
   */
  private static int delete(
      Connection connection, String table, String select, List<? extends Object> values)
      throws SQLException {
    var ids = Queries.rows(connection, select, values, row -> row.getLong(1));
    var sql = "DELETE FROM %s WHERE id = ?".formatted(table);
    try (var statement = connection.prepareStatement(sql)) {
      for (long id : ids) {
        statement.setLong(1, id);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return ids.size();
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
