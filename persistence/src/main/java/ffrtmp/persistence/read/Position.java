package ffrtmp.persistence.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How far the tables have followed, kept in them, and written with every batch.
 *
 * @param offset nothing of the journal at or below this is missing
 * @param change the last number given to a change; it never falls, not even when tables are rebuilt
 */
record Position(long offset, long change) {
  /** Another writer has moved the tables: this one must begin again from what they say. */
  static final class Overtaken extends SQLException {
    private static final long serialVersionUID = 1;

    Overtaken() {
      super("Another projection has written the read tables");
    }
  }

  /** The stored position; tables of another version of the code are emptied first. */
  static Position load(Connection connection, int version) throws SQLException {
    var sql =
        "SELECT version, journal_offset, change_seq FROM projection_position WHERE id = 1"
            + " FOR UPDATE";
    var found =
        Queries.rows(
            connection, sql, List.of(), r -> new long[] {r.getLong(1), r.getLong(2), r.getLong(3)});
    if (found.isEmpty()) {
      Queries.update(
          connection, "INSERT INTO projection_position VALUES (1, ?, 0, 0)", List.of(version));
      JobCounts.reset(connection);
      return new Position(0, 0);
    }
    var row = found.get(0);
    if (row[0] == version) return new Position(row[1], row[2]);
    for (var table : List.of("jobs", "nodes")) {
      Queries.update(connection, "DELETE FROM " + table, List.of());
    }
    JobCounts.reset(connection);
    var reset = "UPDATE projection_position SET version = ?, journal_offset = 0 WHERE id = 1";
    Queries.update(connection, reset, List.of(version));
    return new Position(0, row[2]);
  }

  /** Moves the stored position from this one on, unless someone else has moved it. */
  void moveTo(Connection connection, Position next) throws SQLException {
    var sql =
        "UPDATE projection_position SET journal_offset = ?, change_seq = ?"
            + " WHERE id = 1 AND journal_offset = ? AND change_seq = ?";
    int moved = Queries.update(connection, sql, List.of(next.offset, next.change, offset, change));
    if (moved != 1) throw new Overtaken();
  }
}
