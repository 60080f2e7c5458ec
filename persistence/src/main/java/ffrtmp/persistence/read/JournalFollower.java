package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.node.NodeEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the read tables up to date with the journal, one batch and one transaction at a time.
 * Blocking, and for one thread. Whatever fails rolls back; the next call begins from what the
 * tables say.
 */
final class JournalFollower {
  /** Raised whenever the fold or the tables' form changes: the tables are then built anew. */
  static final int VERSION = 3;

  private final DataSource source;
  private final ReadSettings settings;
  private final Clock clock;
  private final Fold<JobState, JobEvent> jobs;
  private final Fold<NodeState, NodeEvent> nodes;
  private @Nullable Position position;
  private Gaps gaps;
  private Instant through = Instant.EPOCH;

  JournalFollower(
      DataSource source, Events events, RecentStates states, ReadSettings settings, Clock clock) {
    this.source = source;
    this.settings = settings;
    this.clock = clock;
    this.gaps = new Gaps(0, settings.gapPatience());
    states.follow();
    this.jobs = new Fold<>(Family.JOBS, events, new Fold.Known<>(states.newborn(), states.jobs()));
    this.nodes =
        new Fold<>(Family.NODES, events, new Fold.Known<>(new Recent<>(0), states.nodes()));
  }

  /**
   * Follows by one batch.
   *
   * @return whether there may be more at once
   */
  boolean advance() throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        var rows = advance(connection);
        done = true;
        return rows;
      } finally {
        if (!done) reset(connection);
      }
    }
  }

  /**
   * Up to when the tables show what was written, after the last {@link #advance} that had more to
   * do: whatever is missing was written later.
   */
  Instant through() {
    return through;
  }

  private boolean advance(Connection connection) throws SQLException {
    var from = position;
    if (from == null) {
      from = Position.load(connection, VERSION);
      connection.commit();
      position = from;
      gaps = new Gaps(from.offset(), settings.gapPatience());
    }
    gaps.expire(clock.instant());
    var rows = JournalTable.after(connection, gaps, settings.batch());
    if (rows.isEmpty()) {
      // Whoever mends rows moves the position: what is remembered of them may be wrong.
      if (!from.isStored(connection)) reset(connection);
      connection.rollback();
      return false;
    }
    jobs.begin(connection, rows);
    nodes.begin(connection, rows);
    for (var row : rows) {
      jobs.apply(connection, row);
      nodes.apply(connection, row);
      saw(row);
    }
    write(connection, from);
    through = Instant.ofEpochMilli(rows.get(rows.size() - 1).written());
    return rows.size() >= settings.batch();
  }

  /**
   * Below a row that is older than the patience no transaction is still open: what is missing there
   * was rolled back, or is a log source's and was deleted, as happens to all but their latest.
   */
  private void saw(JournalTable.Row row) {
    var now = clock.instant();
    boolean settled = row.written() < now.minus(settings.gapPatience()).toEpochMilli();
    if (settled) {
      gaps.settled(row.ordering());
    } else {
      gaps.saw(row.ordering(), now);
    }
  }

  private void write(Connection connection, Position from) throws SQLException {
    var change = new long[] {from.change()};
    // First the position: another writer is met, and waited for, before anything is written.
    int changes = jobs.changed().size() + nodes.changed().size();
    var to = from.followed(gaps.offset(), changes);
    from.moveTo(connection, to);
    TableWriter.delete(connection, Family.JOBS, jobs.gone());
    TableWriter.write(connection, Family.JOBS, jobs.changed(), () -> ++change[0]);
    TableWriter.write(connection, Family.NODES, nodes.changed(), () -> ++change[0]);
    var counts = new JobCounts();
    jobs.changed()
        .forEach(
            (id, now) ->
                counts.moved(jobs.gone().contains(id) ? null : jobs.before(id), now.state()));
    jobs.gone().forEach(id -> counts.moved(jobs.before(id), new JobState.Absent()));
    counts.write(connection);
    connection.commit();
    position = to;
    jobs.committed();
    nodes.committed();
  }

  private void reset(Connection connection) throws SQLException {
    position = null;
    jobs.reset();
    nodes.reset();
    connection.rollback();
  }
}
