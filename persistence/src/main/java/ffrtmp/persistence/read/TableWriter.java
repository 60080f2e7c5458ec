package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.job.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes what a batch changed: one row for each job or node, inserted or updated. */
final class TableWriter {
  private static final String INSERT_JOB =
      """
      INSERT INTO jobs (status, phase, queue, priority, node_id, scenario, tenant_id, created_at,
        change_seq, revision, state, sequence_number, id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String UPDATE_JOB =
      """
      UPDATE jobs SET status = ?, phase = ?, queue = ?, priority = ?, node_id = ?, scenario = ?,
        tenant_id = ?, created_at = ?, change_seq = ?, revision = ?, state = ?, sequence_number = ?
      WHERE id = ?
      """;
  private static final String INSERT_NODE =
      "INSERT INTO nodes (change_seq, revision, removed, state, id) VALUES (?, ?, ?, ?, ?)";
  private static final String UPDATE_NODE =
      "UPDATE nodes SET change_seq = ?, revision = ?, removed = ?, state = ? WHERE id = ?";

  private interface Row<T> {
    List<@Nullable Object> of(String id, T value);
  }

  private TableWriter() {}

  static void jobs(Connection connection, Map<String, Tracked<JobState>> jobs, LongSupplier changes)
      throws SQLException {
    Row<Tracked<JobState>> row = (id, job) -> row(id, job, changes.getAsLong());
    write(connection, INSERT_JOB, only(jobs, false), row);
    write(connection, UPDATE_JOB, only(jobs, true), row);
  }

  static void nodes(
      Connection connection, Map<String, Tracked<NodeState>> nodes, LongSupplier changes)
      throws SQLException {
    Row<Tracked<NodeState>> row =
        (id, node) -> {
          var known = (NodeState.Known) node.state();
          boolean removed = known instanceof NodeState.Removed;
          return values(changes.getAsLong(), node.number(), removed, StateJson.of(known), id);
        };
    write(connection, INSERT_NODE, only(nodes, false), row);
    write(connection, UPDATE_NODE, only(nodes, true), row);
  }

  private static List<@Nullable Object> row(String id, Tracked<JobState> tracked, long change) {
    var job = (JobState.Known) tracked.state();
    var life = job.life();
    var place = job.place();
    return values(
        job.status().name(),
        job.fact(JobId.parse(id)).phase().name(),
        life.rank().queue().name(),
        life.rank().priority().name(),
        place == null ? null : place.node().toString(),
        cut(life.spec().scenario()),
        life.spec().tenantId(),
        life.times().created().toEpochMilli(),
        change,
        tracked.number(),
        StateJson.of(job),
        life.sequence(),
        id);
  }

  private static @Nullable String cut(@Nullable String scenario) {
    int most = JobListSql.SCENARIO_CHARS;
    return scenario == null || scenario.length() <= most ? scenario : scenario.substring(0, most);
  }

  private static <T> Map<String, Tracked<T>> only(Map<String, Tracked<T>> all, boolean stored) {
    var some = new LinkedHashMap<String, Tracked<T>>();
    all.forEach(
        (id, tracked) -> {
          if (tracked.stored() == stored) some.put(id, tracked);
        });
    return some;
  }

  private static <T> void write(
      Connection connection, String sql, Map<String, T> values, Row<T> row) throws SQLException {
    if (values.isEmpty()) return;
    try (var statement = connection.prepareStatement(sql)) {
      for (var entry : values.entrySet()) {
        set(statement, row.of(entry.getKey(), entry.getValue()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void set(PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
  }

  private static List<@Nullable Object> values(@Nullable Object... values) {
    var list = new ArrayList<@Nullable Object>(values.length);
    for (var value : values) list.add(value);
    return list;
  }
}
