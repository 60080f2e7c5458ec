package ffrtmp.persistence.log;

import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.SessionFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query behind a list, newest first: one row more than the page, to know whether another
 * follows.
 */
final class ListSql {
  private static final int MILLIS = 1_000;

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private String order = "";

  private ListSql() {}

  /**
   * A statement.
   *
   * @param values for the question marks, in their order
   */
  record Query(String text, List<Object> values) {}

  static Query of(SessionFilter filter) {
    var sql = new ListSql();
    sql.equal("client", filter.client(), LogColumns.CLIENT);
    sql.host(filter.host());
    if (filter.sessionClass() != null) sql.equal("kind", filter.sessionClass().name());
    if (filter.since() != null) sql.add("ended >= ?", filter.since().toEpochMilli());
    var before = filter.before();
    if (before != null) sql.before("ended", before.millis(), before.id());
    return sql.query(SessionSql.SELECT, "ended", filter.limit());
  }

  static Query of(DownloadFilter filter) {
    var sql = new ListSql();
    sql.equal("client", filter.client(), LogColumns.CLIENT);
    sql.equal("service", filter.service(), LogColumns.SERVICE);
    if (filter.active() != null) sql.equal("active", filter.active());
    if (filter.since() != null) {
      // A second counts as ended at or after only when all of it is.
      long since = -Math.floorDiv(-filter.since().toEpochMilli(), MILLIS);
      sql.add("last_second >= ?", since);
    }
    var before = filter.before();
    if (before != null) {
      sql.before("first_second", Math.floorDiv(before.millis(), MILLIS), before.id());
    }
    return sql.query(DownloadSql.SELECT, "first_second", filter.limit());
  }

  /** One that begins with a dot is an ending; nothing in it stands for another character. */
  private void host(@Nullable String host) {
    if (host == null || !host.startsWith(".")) {
      equal("host", host, LogColumns.HOST);
    } else {
      add(
          "host LIKE ? ESCAPE '!'",
          "%" + Text.of(host, LogColumns.HOST).replaceAll("[!%_]", "!$0"));
    }
  }

  private void equal(String column, @Nullable String value, int most) {
    if (value != null) equal(column, Text.of(value, most));
  }

  /** H2 takes the order from an index only where it is told all of its columns. */
  private void equal(String column, Object value) {
    if (order.isEmpty()) order = column + ", ";
    add(column + " = ?", value);
  }

  /** In this form either database takes the range from its index. */
  private void before(String time, long value, long id) {
    conditions.add(time + " <= ? AND (" + time + " < ? OR id < ?)");
    values.addAll(List.of(value, value, id));
  }

  private void add(String condition, Object value) {
    conditions.add(condition);
    values.add(value);
  }

  private Query query(String select, String time, int limit) {
    var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    values.add(limit + 1);
    var end = " ORDER BY " + order + time + " DESC, id DESC LIMIT ?";
    return new Query(select + where + end, List.copyOf(values));
  }
}
