package ffrtmp.persistence.log;

import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.stream.DownloadRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads downloads, each with its sessions summed up: two queries for a page, however long. */
final class DownloadSql {
  static final String SELECT =
      "SELECT id, client, service, name, first_second, last_second, active, bytes, hit_bytes,"
          + " miss_bytes, requests, active_seconds, hit_seconds, miss_seconds, peak_bytes,"
          + " timed_bytes, timed_millis, change_seq FROM log_download";

  private static final int LOOKUP = 500;

  /** A row and the number of its last change. */
  record Found(long id, DownloadRow row, long change) {}

  private record Sums(long sessions, long received, long millis) {
    static final Sums NONE = new Sums(0, 0, 0);
  }

  private DownloadSql() {}

  static List<Found> find(Connection connection, ListSql.Query query) throws SQLException {
    return Queries.rows(connection, query.text(), query.values(), DownloadSql::found);
  }

  static List<DownloadInfo> infos(Connection connection, List<Found> found) throws SQLException {
    if (found.isEmpty()) return List.of();
    var ids = Ids.load(connection);
    var sums = sums(connection, found.stream().map(Found::id).toList());
    var infos = new ArrayList<DownloadInfo>();
    for (var one : found) {
      var sum = sums.getOrDefault(one.id, Sums.NONE);
      infos.add(
          new DownloadInfo(
              one.id, ids.source(one.id), one.row, sum.sessions, sum.received, sum.millis));
    }
    return infos;
  }

  private static Map<Long, Sums> sums(Connection connection, List<Long> ids) throws SQLException {
    var sums = new HashMap<Long, Sums>();
    for (int from = 0; from < ids.size(); from += LOOKUP) {
      var some = ids.subList(from, Math.min(ids.size(), from + LOOKUP));
      var sql =
          "SELECT download, COUNT(*), SUM(received), SUM(ended - started) FROM log_session"
              + " WHERE download IN ("
              + String.join(", ", Collections.nCopies(some.size(), "?"))
              + ") GROUP BY download";
      Queries.Reader<Map.Entry<Long, Sums>> reader =
          row ->
              Map.entry(row.getLong(1), new Sums(row.getLong(2), row.getLong(3), row.getLong(4)));
      for (var sum : Queries.rows(connection, sql, some, reader)) {
        sums.put(sum.getKey(), sum.getValue());
      }
    }
    return sums;
  }

  private static Found found(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    var download =
        new DownloadRow(
            Ids.number(id),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getLong(5),
            row.getLong(6),
            row.getBoolean(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10),
            row.getLong(11),
            row.getLong(12),
            row.getLong(13),
            row.getLong(14),
            row.getLong(15),
            row.getLong(16),
            row.getLong(17));
    return new Found(id, download, row.getLong(18));
  }
}
