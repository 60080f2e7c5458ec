package ffrtmp.persistence.audit;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.journal.Link;
import ffrtmp.persistence.journal.Tombstone;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.Family;
import ffrtmp.persistence.read.JournalTable;
import ffrtmp.persistence.read.Position;
import ffrtmp.persistence.read.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the journals of jobs that ended long ago, a bounded number at a time, in the order in
 * which they ended. Where an archive is given, their events are in a file there, durably, before
 * the first of them goes. A tombstone stays, so that nothing can be written under the same name.
 */
public final class Retention {
  /** Events looked at in one step at the most. */
  static final int SLICE = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  // Each job is looked at once: when its last event has become too old.
  private static final String NEXT =
      """
      SELECT "ordering", "persistence_id", "sequence_number", "write_timestamp",
        "deleted" = FALSE AND NOT EXISTS (SELECT 1 FROM "event_journal" n
          WHERE n."persistence_id" = e."persistence_id"
            AND n."sequence_number" = e."sequence_number" + 1)
      FROM "event_journal" e WHERE "ordering" > ? AND "ordering" <= ?
      ORDER BY "ordering" LIMIT ?
      """;

  private record Seen(long ordering, String entity, long number, long written, boolean last) {}

  private record Old(String entity, long number, @Nullable Link head) {}

  private final DataSource source;
  private final Events events;
  private final @Nullable Path archive;

  /**
   * @param archive a folder, made where it is not there; absent: what is removed is gone
   */
  public Retention(DataSource source, Events events, @Nullable Path archive) {
    this.source = source;
    this.events = events;
    this.archive = archive;
  }

  /**
   * One step: goes on from where the last one ended, past the end of the process too.
   *
   * @param before jobs whose last event was earlier are removed, if they have ended
   * @param now when the tombstones are made
   * @return whether there is more to look at
   * @throws IOException when the archive cannot be written; nothing was removed then
   */
  public boolean step(Instant before, Instant now) throws SQLException, IOException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      var seen = next(connection, before);
      if (seen.isEmpty()) return false;
      var old = old(connection, seen);
      archive(connection, old, seen);
      connection.rollback();
      int removed = 0;
      for (var each : old) if (remove(connection, each, now)) removed++;
      passed(connection, seen.get(seen.size() - 1).ordering());
      KeepingMeters.journals(removed);
      if (removed > 0) LOG.info("the journals of {} jobs were removed after their time", removed);
      return seen.size() >= SLICE;
    }
  }

  private static List<Seen> next(Connection connection, Instant before) throws SQLException {
    // Below the projection's offset nothing turns up any more.
    long to = Position.read(connection).offset();
    var rows =
        Queries.rows(
            connection,
            NEXT,
            List.of(position(connection), to, SLICE),
            row ->
                new Seen(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getBoolean(5)));
    int young = 0;
    while (young < rows.size() && rows.get(young).written() < before.toEpochMilli()) young++;
    return rows.subList(0, young);
  }

  private List<Old> old(Connection connection, List<Seen> seen) throws SQLException {
    var old = new ArrayList<Old>();
    for (var each : seen) {
      if (!each.last() || !Family.JOBS.has(each.entity())) continue;
      var found = ended(connection, each);
      if (found != null) old.add(found);
    }
    return old;
  }

  private @Nullable Old ended(Connection connection, Seen seen) throws SQLException {
    JobState state = Family.JOBS.absent();
    Link head = null;
    int most = (int) Math.min(Integer.MAX_VALUE, seen.number());
    for (var row : JournalTable.of(connection, seen.entity(), 1, seen.number(), most)) {
      try {
        var read = events.read(row);
        state = state.on(Family.JOBS.event().cast(read.event()));
        if (read.link() != null) head = read.link();
      } catch (RuntimeException e) {
        // whether the job has ended nobody knows; the others must not wait for this one
        LOG.warn("event {} of {} cannot be read: it stays", row.number(), seen.entity(), e);
        KeepingMeters.unreadable();
        return null;
      }
    }
    return state instanceof JobState.Ended ? new Old(seen.entity(), seen.number(), head) : null;
  }

  private void archive(Connection connection, List<Old> old, List<Seen> seen)
      throws SQLException, IOException {
    if (archive == null || old.isEmpty()) return;
    Files.createDirectories(archive);
    var place = free(archive, seen.get(0).ordering(), seen.get(seen.size() - 1).ordering());
    try (var file = ExportFile.create(place)) {
      var export = new Export(file.out());
      for (var each : old) export.entity(connection, each.entity());
      file.complete();
      LOG.info("{} events are in {}", export.lines(), place);
    }
  }

  /**
   * A name that no file has. Where a step broke off, the next one has the same bounds, and in its
   * file would not be what is removed already.
   */
  private static Path free(Path folder, long from, long to) {
    for (int i = 1; ; i++) {
      var name = "audit-%019d-%019d%s.ndjson.gz".formatted(from, to, i == 1 ? "" : "-" + i);
      if (Files.notExists(folder.resolve(name))) return folder.resolve(name);
    }
  }

  /**
   * Unless the job has gone on in this moment: then its next event is where the tombstone was to
   * be.
   */
  private static boolean remove(Connection connection, Old old, Instant now) throws SQLException {
    boolean done = false;
    try {
      Tombstone.put(connection, old.entity(), old.number(), old.head(), now);
      connection.commit();
      done = true;
    } catch (SQLException e) {
      if (!String.valueOf(e.getSQLState()).startsWith("23")) throw e;
      LOG.info("{} goes on, and is not removed", old.entity());
    } finally {
      if (!done) connection.rollback();
    }
    return done;
  }

  private static long position(Connection connection) throws SQLException {
    var sql = "SELECT journal_offset FROM retention_position WHERE id = 1";
    return Queries.rows(connection, sql, List.of(), row -> row.getLong(1)).stream()
        .findFirst()
        .orElse(0L);
  }

  private static void passed(Connection connection, long ordering) throws SQLException {
    var update = "UPDATE retention_position SET journal_offset = ? WHERE id = 1";
    if (Queries.update(connection, update, List.of(ordering)) == 0) {
      Queries.update(connection, "INSERT INTO retention_position VALUES (1, ?)", List.of(ordering));
    }
    connection.commit();
  }
}
