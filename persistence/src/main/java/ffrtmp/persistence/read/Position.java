package ffrtmp.persistence.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * How far the tables have followed, kept in them, and written with every batch.
 *
 * @param offset nothing of the journal at or below this is missing
 * @param change the last number given to a change; it never falls, not even when tables are rebuilt
 * @param cleaned rows of jobs that ended before this moment may have been taken out
 */
public record Position(long offset, long change, Instant cleaned) {
  private static final String SELECT =
      "SELECT version, journal_offset, change_seq, cleaned_before FROM projection_position"
          + " WHERE id = 1";
  private static final String INSERT =
      "INSERT INTO projection_position (id, version, journal_offset, change_seq, cleaned_before)"
          + " VALUES (1, ?, 0, 0, 0)";

  private record Stored(int version, Position position) {
    static Stored of(ResultSet row) throws SQLException {
      var cleaned = Instant.ofEpochMilli(row.getLong(4));
      return new Stored(row.getInt(1), new Position(row.getLong(2), row.getLong(3), cleaned));
    }
  }

  /** Another writer has moved the tables: this one must begin again from what they say. */
  public static final class Overtaken extends SQLException {
    private static final long serialVersionUID = 1;

    Overtaken() {
      super("Another projection has written the read tables");
    }
  }

  /** The stored position; tables of another version of the code are emptied first. */
  static Position load(Connection connection, int version) throws SQLException {
    var found = Queries.rows(connection, SELECT + " FOR UPDATE", List.of(), Stored::of);
    if (found.isEmpty()) {
      Queries.update(connection, INSERT, List.of(version));
      JobCounts.reset(connection);
      return new Position(0, 0, Instant.EPOCH);
    }
    var position = found.get(0).position();
    if (found.get(0).version() == version) return position;
    for (var table : List.of("jobs", "nodes")) {
      Queries.update(connection, "DELETE FROM " + table, List.of());
    }
    JobCounts.reset(connection);
    var reset = "UPDATE projection_position SET version = ?, journal_offset = 0 WHERE id = 1";
    Queries.update(connection, reset, List.of(version));
    return new Position(0, position.change, position.cleaned);
  }

  /**
   * The stored position, as it is.
   *
   * @throws SQLException when no server of this version has written the tables yet
   */
  public static Position read(Connection connection) throws SQLException {
    return read(connection, SELECT);
  }

  /** The same, and nobody else moves the tables until the connection commits. */
  public static Position lock(Connection connection) throws SQLException {
    return read(connection, SELECT + " FOR UPDATE");
  }

  private static Position read(Connection connection, String sql) throws SQLException {
    var found = Queries.rows(connection, sql, List.of(), Stored::of);
    if (found.isEmpty() || found.get(0).version() != JournalFollower.VERSION) {
      throw new SQLException(
          "The read tables are of another version; start a server of this version first");
    }
    return found.get(0).position();
  }

  /** The same with as many changes more. */
  public Position changed(long changes) {
    return followed(offset, changes);
  }

  /** The same after rows of jobs that ended before {@code moment} were taken out. */
  Position cleaned(Instant moment) {
    var latest = moment.isAfter(cleaned) ? moment : cleaned;
    return new Position(offset, change + 1, latest);
  }

  Position followed(long to, long changes) {
    return new Position(to, change + changes, cleaned);
  }

  /** Whether nobody has moved the tables from here. */
  boolean isStored(Connection connection) throws SQLException {
    var sql = "SELECT 1 FROM projection_position WHERE journal_offset = ? AND change_seq = ?";
    return !Queries.rows(connection, sql, List.of(offset, change), row -> row.getInt(1)).isEmpty();
  }

  /** Moves the stored position from this one on, unless someone else has moved it. */
  public void moveTo(Connection connection, Position next) throws SQLException {
    var sql =
        "UPDATE projection_position SET journal_offset = ?, change_seq = ?, cleaned_before = ?"
            + " WHERE id = 1 AND journal_offset = ? AND change_seq = ?";
    var values = List.of(next.offset, next.change, next.cleaned.toEpochMilli(), offset, change);
    int moved = Queries.update(connection, sql, values);
    if (moved != 1) throw new Overtaken();
  }
}
