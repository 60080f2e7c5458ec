package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs there are of each status, queue and priority: kept with every batch, in its
 * transaction, since a table of millions cannot be counted each second. A row for each combination
 * is always there; the stored position admits one writer.
 */
public final class JobCounts {
  private static final String UPDATE =
      "UPDATE job_counts SET jobs = jobs + ? WHERE status = ? AND queue = ? AND priority = ?";

  private final Map<Kind, Long> changes = new LinkedHashMap<>();

  /** Jobs that are counted together. */
  public record Kind(JobStatus status, Queue queue, Priority priority) {
    static List<Kind> of(JobStatus status) {
      var kinds = new ArrayList<Kind>();
      for (Queue queue : Queue.values()) {
        for (Priority priority : Priority.values()) kinds.add(new Kind(status, queue, priority));
      }
      return kinds;
    }

    static @Nullable Kind of(@Nullable JobState state) {
      if (!(state instanceof JobState.Known job)) return null;
      return new Kind(job.status(), job.life().rank().queue(), job.life().rank().priority());
    }
  }

  /** All at 0. */
  static void reset(Connection connection) throws SQLException {
    Queries.update(connection, "DELETE FROM job_counts", List.of());
    try (var insert = connection.prepareStatement("INSERT INTO job_counts VALUES (?, ?, ?, 0)")) {
      for (JobStatus status : JobStatus.values()) {
        for (Kind kind : Kind.of(status)) {
          insert.setString(1, status.name());
          insert.setString(2, kind.queue().name());
          insert.setString(3, kind.priority().name());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** A job was {@code before} and is {@code after}. */
  public void moved(@Nullable JobState before, JobState after) {
    Kind from = Kind.of(before);
    Kind to = Kind.of(after);
    if (from != null) changes.merge(from, -1L, Long::sum);
    if (to != null) changes.merge(to, 1L, Long::sum);
  }

  /** There is a row with these; one whose words are none of ours is not counted. */
  public void stored(String status, String queue, String priority) {
    for (JobStatus each : JobStatus.values()) {
      if (!each.name().equals(status)) continue;
      for (Kind kind : Kind.of(each)) {
        boolean same = kind.queue.name().equals(queue) && kind.priority.name().equals(priority);
        if (same) changes.merge(kind, 1L, Long::sum);
      }
    }
  }

  /** Writes what the moves come to. */
  void write(Connection connection) throws SQLException {
    changes.values().removeIf(change -> change == 0);
    if (changes.isEmpty()) return;
    try (var update = connection.prepareStatement(UPDATE)) {
      for (var change : changes.entrySet()) {
        update.setLong(1, change.getValue());
        update.setString(2, change.getKey().status().name());
        update.setString(3, change.getKey().queue().name());
        update.setString(4, change.getKey().priority().name());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** What the moves come to, of each kind of job. */
  public Map<Kind, Long> changes() {
    return Collections.unmodifiableMap(changes);
  }

  /** All of them, as stored. */
  public static List<Standing.Jobs> read(Connection connection) throws SQLException {
    return Queries.rows(
        connection,
        "SELECT status, queue, priority, jobs FROM job_counts",
        List.of(),
        row ->
            new Standing.Jobs(
                JobStatus.valueOf(row.getString(1)),
                Queue.valueOf(row.getString(2)),
                Priority.valueOf(row.getString(3)),
                row.getLong(4)));
  }
}
