package ffrtmp.persistence.log;

import ffrtmp.persistence.read.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Numbers the changes of downloads. Whoever takes some keeps the others waiting until the commit,
 * so that numbers become visible in their order and no reader misses one.
 */
final class ChangeNumbers {
  private ChangeNumbers() {}

  /** Takes {@code count} numbers; the first is one more than what is returned. */
  static long take(Connection connection, int count) throws SQLException {
    var sql = "UPDATE log_change SET change_seq = change_seq + ? WHERE id = 1";
    if (Queries.update(connection, sql, List.of(count)) == 1) return last(connection) - count;
    Queries.update(connection, "INSERT INTO log_change VALUES (1, ?)", List.of((long) count));
    return 0;
  }

  /** The last number that was given; 0: none yet. */
  static long last(Connection connection) throws SQLException {
    var sql = "SELECT change_seq FROM log_change WHERE id = 1";
    return Queries.rows(connection, sql, List.of(), row -> row.getLong(1)).stream()
        .findFirst()
        .orElse(0L);
  }
}
