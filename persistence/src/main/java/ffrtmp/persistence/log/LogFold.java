package ffrtmp.persistence.log;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.log.LogColumns.Changed;
import ffrtmp.persistence.log.LogColumns.Of;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.TrafficRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What some events of one source leave in the tables: of rows with one key only the last. The
 * events must not delete anything; that is for {@link LogCleaner}.
 */
final class LogFold {
  private record FileKey(String series, long firstLine) {}

  private record Span(Grain grain, long start) {}

  private final SourceName source;
  private final SourceRow before;
  private final Clock clock;
  private final LogSettings.Retention retention;
  private SourceRow after;
  private final Map<Long, SessionRow> sessions = new LinkedHashMap<>();
  private final Map<Long, DownloadRow> downloads = new LinkedHashMap<>();
  private final Map<Span, TrafficRow> traffic = new LinkedHashMap<>();
  private final Map<FileKey, FilePosition> files = new LinkedHashMap<>();
  private final Set<Long> forgotten = new HashSet<>();

  LogFold(SourceRow before, LogSettings.Retention retention, Clock clock) {
    this.source = before.name();
    this.before = before;
    this.retention = retention;
    this.clock = clock;
    this.after = before;
  }

  void add(LogJournal.Numbered numbered) {
    after = after.on(numbered);
    if (!(numbered.event() instanceof LogSourceEvent.Learnt e)) return;
    var batch = e.batch();
    for (var row : batch.sessions()) sessions.put(row.number(), row);
    for (var row : batch.downloads()) downloads.put(row.number(), row);
    for (var row : batch.traffic()) traffic.put(new Span(row.grain(), row.start()), row);
    addFiles(batch);
  }

  private void addFiles(LogBatch batch) {
    forgotten.addAll(batch.forgotten());
    files.keySet().removeIf(key -> batch.forgotten().contains(key.firstLine));
    for (var file : batch.files()) files.put(new FileKey(file.series(), file.firstLine()), file);
  }

  /**
   * Writes it all, first of all how far the source is: another writer is met there, and waited for.
   *
   * @return the source's row as it is then
   */
  SourceRow write(Connection connection, Store.Kind kind) throws SQLException {
    before.moveTo(connection, after);
    // What is too old already would be deleted at once, or, where that was done, not at all.
    var horizon = Horizon.of(after.report(), retention, clock);
    sessions.values().removeIf(row -> !horizon.keeps(row));
    downloads.values().removeIf(row -> !horizon.keeps(row));
    traffic.values().removeIf(row -> !horizon.keeps(row));
    LogColumns.SESSIONS.write(connection, kind, of(sessions.values()));
    LogColumns.DOWNLOADS.write(connection, kind, changed(connection));
    LogColumns.TRAFFIC.write(connection, kind, of(traffic.values()));
    for (long firstLine : forgotten) {
      var sql = "DELETE FROM log_file WHERE space = ? AND first_line = ?";
      Queries.update(connection, sql, List.of((int) source.space(), firstLine));
    }
    LogColumns.FILES.write(connection, kind, of(files.values()));
    return after;
  }

  private List<Changed> changed(Connection connection) throws SQLException {
    if (downloads.isEmpty()) return List.of();
    long change = ChangeNumbers.take(connection, downloads.size());
    var changed = new ArrayList<Changed>();
    for (var row : downloads.values()) changed.add(new Changed(source, row, ++change));
    return changed;
  }

  private <R> List<Of<R>> of(Collection<R> rows) {
    return rows.stream().map(row -> new Of<>(source, row)).toList();
  }
}
