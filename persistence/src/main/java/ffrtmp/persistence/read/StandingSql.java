package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeStatus;
import ffrtmp.protocol.node.NodeView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how things stand. What it costs is bounded by the nodes and what they hold at a time, never
 * by the number of jobs: counts are kept, and the rest is found by indexes.
 */
final class StandingSql {
  /** Jobs that wait for a time of their own may stand before the one that waits for a node. */
  private static final int LOOKED_AT = 100;

  private static final String FIRST_WAITING =
      "SELECT id, state, revision FROM jobs WHERE phase = 'WAITING'"
          + " ORDER BY sequence_number LIMIT "
          + LOOKED_AT;
  private static final String FIRST_QUEUED =
      "SELECT id, state, revision FROM jobs WHERE status = 'QUEUED'"
          + " ORDER BY sequence_number LIMIT 1";
  private static final String HELD =
      "SELECT node_id, COUNT(*) FROM jobs WHERE phase = 'PLACED' GROUP BY node_id";
  private static final String NODES = "SELECT id, state, revision FROM nodes WHERE removed = FALSE";

  private final RecentStates recent;

  StandingSql(RecentStates recent) {
    this.recent = recent;
  }

  Standing read(Connection connection, Instant now) throws SQLException {
    return new Standing(
        JobCounts.read(connection), waitingSince(connection, now), nodes(connection));
  }

  private @Nullable Instant waitingSince(Connection connection, Instant now) throws SQLException {
    List<JobState.Known> waiting = Queries.rows(connection, FIRST_WAITING, List.of(), this::job);
    List<JobState.Known> queued = Queries.rows(connection, FIRST_QUEUED, List.of(), this::job);
    return Stream.concat(waiting.stream(), queued.stream())
        .map(StandingSql::due)
        .filter(since -> !since.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private JobState.Known job(ResultSet row) throws SQLException {
    return recent.job(row.getString(1), row.getLong(3), row.getString(2));
  }

  private static Instant due(JobState.Known job) {
    Instant queued = job.life().times().queued();
    Instant notBefore = job.life().notBefore();
    return notBefore != null && notBefore.isAfter(queued) ? notBefore : queued;
  }

  private Map<NodeStatus, Long> nodes(Connection connection) throws SQLException {
    Map<String, Long> held = new HashMap<>();
    Queries.rows(connection, HELD, List.of(), row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(each -> held.put(each.getKey(), each.getValue()));
    Map<NodeStatus, Long> nodes = new EnumMap<>(NodeStatus.class);
    for (NodeStatus status : NodeStatus.values()) nodes.put(status, 0L);
    for (NodeView node : Queries.rows(connection, NODES, List.of(), this::node)) {
      nodes.merge(status(node, held.getOrDefault(node.id().toString(), 0L)), 1L, Long::sum);
    }
    return nodes;
  }

  private NodeView node(ResultSet row) throws SQLException {
    String id = row.getString(1);
    NodeState.Known state = recent.node(id, row.getLong(3), row.getString(2));
    return state.view(NodeId.parse(id));
  }

  private static NodeStatus status(NodeView node, long held) {
    if (!node.online()) return NodeStatus.OFFLINE;
    if (node.draining()) return NodeStatus.DRAINING;
    return held >= node.facts().maxConcurrentJobs() ? NodeStatus.BUSY : NodeStatus.AVAILABLE;
  }
}
