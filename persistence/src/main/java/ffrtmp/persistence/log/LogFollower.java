package ffrtmp.persistence.log;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the log tables up to date with the journal, one transaction for each source and step.
 * Blocking, and for one thread. A source whose step fails is rolled back, and left alone for a
 * while, which holds up no other.
 */
final class LogFollower {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
  private static final Duration RETRY_FIRST = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 6;
  private static final int TRIM_EVERY = 20;
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  /** Where one source stands, as far as this follower knows. */
  private static final class Progress {
    SourceRow row;

    /** How many events were applied when the journal was last trimmed. */
    long trimmedAt;

    /** When the journal is trimmed once more, should nothing come until then. */
    Instant restAt = Instant.MAX;

    /** The horizon when all that was beyond it had gone. */
    Horizon swept;

    Progress(SourceRow row, Horizon swept) {
      this.row = row;
      this.swept = swept;
    }
  }

  private record Setback(int failures, Instant retry) {}

  private final DataSource source;
  private final Store.Kind kind;
  private final LogJournal journal;
  private final LogSettings settings;
  private final Clock clock;
  private final Map<SourceName, Progress> sources = new HashMap<>();
  private final Map<SourceName, Setback> setbacks = new HashMap<>();

  LogFollower(
      DataSource source, Store.Kind kind, Events events, LogSettings settings, Clock clock) {
    this.source = source;
    this.kind = kind;
    this.journal = new LogJournal(events);
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Follows every source by one step.
   *
   * @return whether there is more at once
   */
  boolean advance() throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      var tops = journal.tops(connection);
      connection.rollback();
      boolean more = false;
      for (var top : tops.entrySet()) {
        more |= advance(connection, top.getKey(), top.getValue());
      }
      return more;
    }
  }

  private boolean advance(Connection connection, SourceName source, long top) throws SQLException {
    var setback = setbacks.get(source);
    if (setback != null && clock.instant().isBefore(setback.retry)) return false;
    try {
      boolean more = step(connection, source, top);
      setbacks.remove(source);
      return more;
    } catch (SQLException | RuntimeException e) {
      sources.remove(source);
      putOff(source, e);
      connection.rollback();
      return false;
    }
  }

  private boolean step(Connection connection, SourceName source, long top) throws SQLException {
    var progress = sources.get(source);
    if (progress == null) {
      progress = new Progress(load(connection, source), Horizon.none(settings.retention()));
      sources.put(source, progress);
    }
    boolean more = false;
    if (progress.row.applied() < top) more = apply(connection, progress, top);
    trim(connection, progress);
    boolean swept = sweep(connection, progress);
    return more || swept;
  }

  private boolean apply(Connection connection, Progress progress, long top) throws SQLException {
    var row = progress.row;
    var events = journal.after(connection, row.name(), row.applied(), settings.events());
    if (events.isEmpty()) return false;
    var first = events.get(0);
    if (deletes(first)) return delete(connection, progress, first);
    var fold = new LogFold(row, settings.retention(), clock);
    for (var event : events) {
      if (deletes(event)) break;
      fold.add(event);
    }
    var after = fold.write(connection, kind);
    connection.commit();
    progress.row = after;
    // By then the last snapshot is saved, and the lists of jobs have passed the last event.
    progress.restAt = clock.instant().plus(REST);
    return after.applied() < top;
  }

  /** Row by row until nothing is left; only then the event counts as applied. */
  private boolean delete(Connection connection, Progress progress, LogJournal.Numbered event)
      throws SQLException {
    var row = progress.row;
    row.hold(connection);
    int deleted =
        event.event() instanceof LogSourceEvent.Reset
            ? LogCleaner.everything(connection, row.name())
            : LogCleaner.sessions(connection, row.name());
    var after = row;
    if (deleted == 0) {
      after = row.on(event);
      row.moveTo(connection, after);
    }
    connection.commit();
    progress.row = after;
    return true;
  }

  private void trim(Connection connection, Progress progress) throws SQLException {
    long applied = progress.row.applied();
    boolean rests = !clock.instant().isBefore(progress.restAt);
    if (!rests && applied - progress.trimmedAt < TRIM_EVERY) return;
    progress.row.hold(connection);
    int events = LogJournal.trim(connection, progress.row.name(), applied);
    connection.commit();
    progress.trimmedAt = applied;
    if (rests) progress.restAt = Instant.MAX;
    if (events > 0) LOG.debug("log source {}: {} events trimmed", progress.row.name(), events);
  }

  private boolean sweep(Connection connection, Progress progress) throws SQLException {
    var row = progress.row;
    var horizon = Horizon.of(row.report(), settings.retention(), clock);
    long moved = horizon.newest() - progress.swept.newest();
    if (moved < SWEEP_EVERY.toSeconds()) return false;
    row.hold(connection);
    int deleted = LogCleaner.expired(connection, row.name(), horizon, progress.swept);
    connection.commit();
    if (deleted > 0) return true;
    progress.swept = horizon;
    return false;
  }

  private SourceRow load(Connection connection, SourceName source) throws SQLException {
    var found = SourceRow.inSpaceOf(connection, source);
    if (found.isEmpty()) return SourceRow.fresh(source);
    var row = found.get();
    if (!row.name().equals(source)) {
      throw new IllegalStateException(
          "Log source %s has the id space of %s: one of them needs another name"
              .formatted(source, row.name()));
    }
    return row;
  }

  private void putOff(SourceName source, Exception e) {
    var before = setbacks.get(source);
    int failures = before == null ? 0 : before.failures;
    var wait = RETRY_FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    setbacks.put(source, new Setback(failures + 1, clock.instant().plus(wait)));
    if (e instanceof SourceRow.Overtaken) {
      LOG.info("{}; trying again in {}", e.getMessage(), wait);
    } else {
      LOG.warn("the tables of log source {} fall behind; trying again in {}", source, wait, e);
    }
  }

  private static boolean deletes(LogJournal.Numbered numbered) {
    return numbered.event() instanceof LogSourceEvent.Reset
        || numbered.event() instanceof LogSourceEvent.SessionsDeleted;
  }
}
