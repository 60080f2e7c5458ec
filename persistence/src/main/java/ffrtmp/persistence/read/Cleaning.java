package ffrtmp.persistence.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * Takes the rows of jobs that ended long ago out of the read tables; their events stay. A bounded
 * number at a time, each step one transaction that holds the projection's position.
 */
public final class Cleaning {
  /** Rows taken out in one step at the most. */
  static final int SLICE = 500;

  private static final String OLD =
      """
      SELECT id, status, queue, priority FROM jobs
      WHERE status IN ('COMPLETED', 'FAILED', 'CANCELED') AND ended_at < ?
      ORDER BY sequence_number LIMIT ?
      """;

  private record Row(String id, String status, String queue, String priority) {}

  private final DataSource source;

  public Cleaning(DataSource source) {
    this.source = source;
  }

  /**
   * Takes out some of the jobs that ended before a moment.
   *
   * @return how many; 0: none is left
   */
  public int step(Instant before) throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        int cleaned = step(connection, before);
        connection.commit();
        done = true;
        return cleaned;
      } finally {
        if (!done) connection.rollback();
      }
    }
  }

  private static int step(Connection connection, Instant before) throws SQLException {
    var position = Position.lock(connection);
    List<Row> old =
        Queries.rows(
            connection,
            OLD,
            List.of(before.toEpochMilli(), SLICE),
            row -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    if (old.isEmpty()) return 0;
    TableWriter.delete(connection, Family.JOBS, old.stream().map(Row::id).toList());
    var counts = new JobCounts();
    old.forEach(row -> counts.stored(-1, row.status(), row.queue(), row.priority()));
    counts.write(connection);
    position.moveTo(connection, position.cleaned(before));
    return old.size();
  }
}
