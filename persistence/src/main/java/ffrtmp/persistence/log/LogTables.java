package ffrtmp.persistence.log;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.port.DownloadDetail;
import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionFilter;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.port.SourceInfo;
import ffrtmp.protocol.port.StreamPage;
import ffrtmp.protocol.port.Traffic;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.SourceName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the log projection has written: the reading half of the port {@code Sessions}. It lags
 * behind what was stored by a fraction of a second. Stages fail when the database does, or when too
 * many queries wait already.
 */
public final class LogTables implements AutoCloseable {
  /** Sessions shown with a download at the most. */
  public static final int MOST_SESSIONS = 1_000;

  /** Active downloads shown at the most, the last started ones. */
  public static final int MOST_ACTIVE = 10_000;

  private final Queries queries;

  private LogTables(Queries queries) {
    this.queries = queries;
  }

  /** On its own threads, so that a large list of sessions holds up no list of jobs. */
  public static LogTables create(Store store, LogSettings settings) {
    int threads = settings.queryThreads();
    return new LogTables(new Queries(store.dataSource(), "logs", threads, settings.queryQueue()));
  }

  /** Every source that was ever read, by name. */
  public CompletionStage<List<SourceInfo>> sources() {
    return queries.run(LogTables::sources);
  }

  /** The source that has taken the ids that {@code name} would have; empty: they are free. */
  public CompletionStage<Optional<SourceName>> rival(SourceName name) {
    return queries.run(
        c -> SourceRow.inSpaceOf(c, name).map(SourceRow::name).filter(n -> !n.equals(name)));
  }

  /** The last ended first. */
  public CompletionStage<StreamPage<SessionInfo>> sessions(SessionFilter filter) {
    return queries.run(
        c -> {
          var rows = SessionSql.list(c, ListSql.of(filter));
          boolean more = rows.size() > filter.limit();
          var shown = more ? rows.subList(0, filter.limit()) : rows;
          return new StreamPage<>(shown, more ? mark(shown.get(shown.size() - 1)) : null);
        });
  }

  /** The last started first. */
  public CompletionStage<StreamPage<DownloadInfo>> downloads(DownloadFilter filter) {
    return queries.run(
        c -> {
          var rows = DownloadSql.find(c, ListSql.of(filter));
          boolean more = rows.size() > filter.limit();
          var shown = DownloadSql.infos(c, more ? rows.subList(0, filter.limit()) : rows);
          return new StreamPage<>(shown, more ? mark(shown.get(shown.size() - 1)) : null);
        });
  }

  /** The download with its latest sessions; empty: there is none. */
  public CompletionStage<Optional<DownloadDetail>> download(long id) {
    var query = new ListSql.Query(DownloadSql.SELECT + " WHERE id = ?", List.of(id));
    return queries.run(
        c -> {
          var found = DownloadSql.infos(c, DownloadSql.find(c, query));
          if (found.isEmpty()) return Optional.empty();
          var sessions = SessionSql.of(c, id, MOST_SESSIONS);
          return Optional.of(new DownloadDetail(found.get(0), sessions));
        });
  }

  /** Speeds over all sources, as of {@code now}. */
  public CompletionStage<Traffic> traffic(Instant now) {
    return queries.run(c -> TrafficSql.of(c, now));
  }

  /** The active downloads, and the number after which changes are to be asked for. */
  public CompletionStage<DownloadChanges> active() {
    var text =
        DownloadSql.SELECT
            + " WHERE active = TRUE ORDER BY active, first_second DESC, id DESC LIMIT ?";
    var query = new ListSql.Query(text, List.of(MOST_ACTIVE));
    return queries.run(
        c -> {
          // The number first: what changes in between is told again.
          long last = ChangeNumbers.last(c);
          return new DownloadChanges(DownloadSql.infos(c, DownloadSql.find(c, query)), last);
        });
  }

  /** Downloads that changed after a number: of one that changed more than once only the latest. */
  public CompletionStage<DownloadChanges> changedAfter(long number, int limit) {
    var text = DownloadSql.SELECT + " WHERE change_seq > ? ORDER BY change_seq LIMIT ?";
    var query = new ListSql.Query(text, List.of(number, limit));
    return queries.run(
        c -> {
          var found = DownloadSql.find(c, query);
          long last = found.isEmpty() ? number : found.get(found.size() - 1).change();
          return new DownloadChanges(DownloadSql.infos(c, found), last);
        });
  }

  /** Lets no further query in. */
  @Override
  public void close() {
    queries.close();
  }

  private static List<SourceInfo> sources(Connection connection) throws SQLException {
    var files = files(connection);
    var sources = new ArrayList<SourceInfo>();
    for (var row : SourceRow.all(connection)) {
      sources.add(
          new SourceInfo(
              row.name(),
              row.reader(),
              row.epoch(),
              row.report(),
              files.getOrDefault(row.name().space(), List.of()),
              Instant.ofEpochMilli(row.changedAt())));
    }
    return sources;
  }

  private static Map<Long, List<FilePosition>> files(Connection connection) throws SQLException {
    var sql = "SELECT space, position FROM log_file ORDER BY space, series, first_line";
    Queries.Reader<Map.Entry<Long, FilePosition>> reader =
        row -> Map.entry(row.getLong(1), LogJson.position(row.getString(2)));
    var files = new HashMap<Long, List<FilePosition>>();
    for (var found : Queries.rows(connection, sql, List.of(), reader)) {
      files.computeIfAbsent(found.getKey(), space -> new ArrayList<>()).add(found.getValue());
    }
    return files;
  }

  private static StreamPage.Mark mark(SessionInfo last) {
    return new StreamPage.Mark(last.row().endMillis(), last.id());
  }

  private static StreamPage.Mark mark(DownloadInfo last) {
    return new StreamPage.Mark(last.row().firstSecond() * 1000, last.id());
  }
}
