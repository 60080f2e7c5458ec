package ffrtmp.persistence.log;

import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.SourceReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source's row: how many of its events are in the tables, and what its reader told last.
 *
 * @param applied the number of the last event that is in the tables
 * @param changedAt when that event happened, as milliseconds since 1970
 */
record SourceRow(
    SourceName name,
    long applied,
    @Nullable String reader,
    long epoch,
    SourceReport report,
    long changedAt) {
  /** Another writer has moved the source's tables: begin again from what they say. */
  static final class Overtaken extends SQLException {
    private static final long serialVersionUID = 1;

    Overtaken(SourceName source) {
      super("Another projection has written the tables of log source " + source);
    }
  }

  private static final String SELECT =
      "SELECT name, applied, reader, epoch, report, changed_at FROM log_source";

  static SourceRow fresh(SourceName name) {
    return new SourceRow(name, 0, null, 0, SourceReport.of(""), 0);
  }

  /** All of them, by name. */
  static List<SourceRow> all(Connection connection) throws SQLException {
    return Queries.rows(connection, SELECT + " ORDER BY name", List.of(), SourceRow::of);
  }

  /** The row in the name's id space, which may be another source's. */
  static Optional<SourceRow> inSpaceOf(Connection connection, SourceName name) throws SQLException {
    var values = List.of((int) name.space());
    return Queries.rows(connection, SELECT + " WHERE space = ?", values, SourceRow::of).stream()
        .findFirst();
  }

  /** The row one event later. */
  SourceRow on(LogJournal.Numbered numbered) {
    var event = numbered.event();
    long number = numbered.number();
    if (event instanceof LogSourceEvent.Opened e) {
      var at = e.at().toEpochMilli();
      var opened = applied == 0 ? SourceReport.of(e.path()) : report;
      return new SourceRow(name, number, e.reader(), e.epoch(), opened, at);
    }
    if (event instanceof LogSourceEvent.Learnt e) {
      return new SourceRow(name, number, reader, epoch, e.batch().report(), e.at().toEpochMilli());
    }
    if (event instanceof LogSourceEvent.Released e) {
      return new SourceRow(name, number, null, epoch, report, e.at().toEpochMilli());
    }
    if (event instanceof LogSourceEvent.Reset e) {
      var nothing = SourceReport.of(report.path());
      return new SourceRow(name, number, null, e.epoch(), nothing, e.at().toEpochMilli());
    }
    var deleted = (LogSourceEvent.SessionsDeleted) event;
    return new SourceRow(name, number, reader, epoch, report, deleted.at().toEpochMilli());
  }

  /**
   * Writes {@code next} in the place of this, unless someone else has written since.
   *
   * @throws Overtaken when someone has
   */
  void moveTo(Connection connection, SourceRow next) throws SQLException {
    var values = new ArrayList<@Nullable Object>();
    values.add(next.applied);
    values.add(next.reader == null ? null : Text.of(next.reader, LogColumns.READER));
    values.add(next.epoch);
    values.add(next.report.newestSecond());
    values.add(LogJson.of(next.report));
    values.add(next.changedAt);
    values.add((int) name.space());
    if (applied == 0) {
      insert(connection, values);
      return;
    }
    values.add(applied);
    var sql =
        "UPDATE log_source SET applied = ?, reader = ?, epoch = ?, newest = ?, report = ?,"
            + " changed_at = ? WHERE space = ? AND applied = ?";
    if (Queries.update(connection, sql, values) != 1) throw new Overtaken(name);
  }

  /** Keeps other writers of this source out until the end of the transaction. */
  void hold(Connection connection) throws SQLException {
    var sql = "UPDATE log_source SET applied = applied WHERE space = ? AND applied = ?";
    int held = Queries.update(connection, sql, List.of((int) name.space(), applied));
    if (held != 1) throw new Overtaken(name);
  }

  private void insert(Connection connection, List<@Nullable Object> values) throws SQLException {
    values.add(name.value());
    var sql =
        "INSERT INTO log_source (applied, reader, epoch, newest, report, changed_at, space, name)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    Queries.update(connection, sql, values);
  }

  private static SourceRow of(ResultSet row) throws SQLException {
    return new SourceRow(
        new SourceName(row.getString(1)),
        row.getLong(2),
        row.getString(3),
        row.getLong(4),
        LogJson.report(row.getString(5)),
        row.getLong(6));
  }
}
