package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes single rows of the read tables anew from the journal. Each step is one transaction that
 * holds the projection's position, so the projection waits for it, and begins again from what it
 * finds.
 */
public final class Mending {
  private static final int EVENTS = 1_000_000;
  private static final String COUNT =
      "UPDATE job_counts SET jobs = jobs + ? WHERE status = ? AND queue = ? AND priority = ?";

  private final DataSource source;
  private final Events events;

  public Mending(DataSource source, Events events) {
    this.source = source;
    this.events = events;
  }

  private interface Work {
    long on(Connection connection) throws SQLException;
  }

  /**
   * Makes these entities' rows anew; the row of one without a journal goes.
   *
   * @param entities names of journals
   * @return how many rows were written or deleted
   */
  public long mend(Collection<String> entities) throws SQLException {
    return inTransaction(
        connection -> {
          var position = Position.lock(connection);
          var change = new long[] {position.change()};
          long rows = mend(connection, Family.JOBS, entities, change);
          rows += mend(connection, Family.NODES, entities, change);
          position.moveTo(connection, position.changed(change[0] - position.change() + 1));
          return rows;
        });
  }

  /** Counts the jobs of each kind anew. */
  public void recount() throws SQLException {
    inTransaction(
        connection -> {
          Position.lock(connection);
          JobCounts.reset(connection);
          var sql =
              "SELECT status, queue, priority, COUNT(*) FROM jobs GROUP BY status, queue, priority";
          Queries.each(
              connection,
              sql,
              List.of(),
              row ->
                  count(
                      connection,
                      row.getLong(4),
                      row.getString(1),
                      row.getString(2),
                      row.getString(3)));
          return 0;
        });
  }

  private <S, E> long mend(
      Connection connection, Family<S, E> family, Collection<String> entities, long[] change)
      throws SQLException {
    var counts = new JobCounts();
    Map<String, Tracked<S>> anew = new LinkedHashMap<>();
    long gone = 0;
    for (var entity : entities) {
      if (!family.has(entity)) continue;
      var folded = folded(connection, family, entity);
      gone += clear(connection, family, family.id(entity), folded);
      if (folded != null) anew.put(family.id(entity), folded);
    }
    TableWriter.write(connection, family, anew, () -> ++change[0]);
    for (var entity : anew.values()) {
      if (entity.state() instanceof JobState.Known job) counts.moved(null, job);
    }
    counts.write(connection);
    return Math.max(gone, anew.size());
  }

  /** As the projection would have it; absent: it has no events, or no longer any. */
  private <S, E> @Nullable Tracked<S> folded(
      Connection connection, Family<S, E> family, String entity) throws SQLException {
    var tracked = new Tracked<>(family.absent(), 0, null, false);
    for (var row : JournalTable.of(connection, entity, 1, Long.MAX_VALUE, EVENTS)) {
      var read = events.read(row);
      var after = family.step().apply(tracked.state(), family.event().cast(read.event()));
      tracked = tracked.next(after, row.number(), read.link());
    }
    return tracked.number() == 0 ? null : tracked;
  }

  /** Takes the entity's row out, and whatever row has its job's number wrongly. */
  private static <S> long clear(
      Connection connection, Family<S, ?> family, String id, @Nullable Tracked<S> folded)
      throws SQLException {
    var stale = new ArrayList<String>();
    stale.add(id);
    if (folded != null && folded.state() instanceof JobState.Known job) {
      var same = "SELECT id FROM jobs WHERE sequence_number = ? AND id <> ?";
      var values = List.of(job.life().sequence(), id);
      stale.addAll(Queries.rows(connection, same, values, row -> row.getString(1)));
    }
    long cleared = 0;
    for (var each : stale) {
      if (family.equals(Family.JOBS)) uncount(connection, each);
      var delete = "DELETE FROM " + family.table() + " WHERE id = ?";
      cleared += Queries.update(connection, delete, List.of(each));
    }
    return cleared;
  }

  private static void uncount(Connection connection, String id) throws SQLException {
    var sql = "SELECT status, queue, priority FROM jobs WHERE id = ?";
    Queries.each(
        connection,
        sql,
        List.of(id),
        row -> count(connection, -1, row.getString(1), row.getString(2), row.getString(3)));
  }

  private static void count(
      Connection connection, long more, String status, String queue, String priority)
      throws SQLException {
    Queries.update(connection, COUNT, List.of(more, status, queue, priority));
  }

  private long inTransaction(Work work) throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        long result = work.on(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) connection.rollback();
      }
    }
  }
}
