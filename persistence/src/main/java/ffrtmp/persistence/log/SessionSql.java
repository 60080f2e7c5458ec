package ffrtmp.persistence.log;

import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.protocol.stream.SessionRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads sessions. */
final class SessionSql {
  static final String SELECT =
      "SELECT id, client, protocol, status, started, ended, sent, received, host, service, kind,"
          + " download, method, confidence FROM log_session";

  private SessionSql() {}

  static List<SessionInfo> list(Connection connection, ListSql.Query query) throws SQLException {
    var ids = Ids.load(connection);
    return Queries.rows(connection, query.text(), query.values(), row -> info(ids, row));
  }

  /** The latest sessions that are related to a download, the earliest first. */
  static List<SessionInfo> of(Connection connection, long download, int most) throws SQLException {
    var text = SELECT + " WHERE download = ? ORDER BY download, ended DESC, id DESC LIMIT ?";
    var found = new ArrayList<>(list(connection, new ListSql.Query(text, List.of(download, most))));
    Collections.reverse(found);
    return found;
  }

  private static SessionInfo info(Ids ids, ResultSet row) throws SQLException {
    long id = row.getLong(1);
    long download = row.getLong(12);
    boolean related = !row.wasNull();
    var method = row.getString(13);
    var session =
        new SessionRow(
            Ids.number(id),
            row.getString(2),
            row.getString(3),
            row.getInt(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getString(9),
            row.getString(10),
            SessionClass.valueOf(row.getString(11)),
            related ? Ids.number(download) : 0,
            method == null ? null : LinkMethod.valueOf(method),
            row.getDouble(14));
    return new SessionInfo(id, ids.source(id), session, related ? download : null);
  }
}
