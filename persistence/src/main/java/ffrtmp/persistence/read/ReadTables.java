package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.JobFilter;
import ffrtmp.protocol.port.JobPage;
import ffrtmp.protocol.port.NodeFact;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the projection has written, for lists, for the change feed, and for a scheduler that starts.
 * It lags behind the journal by a fraction of a second. Stages fail when the database does, or when
 * too many queries wait already.
 */
public final class ReadTables implements AutoCloseable {
  private static final String CHANGES =
      """
      (SELECT 'job', id, change_seq, state, revision FROM jobs WHERE change_seq > ?
        ORDER BY change_seq LIMIT ?)
      UNION ALL
      (SELECT 'node', id, change_seq, state, revision FROM nodes WHERE change_seq > ?
        ORDER BY change_seq LIMIT ?)
      ORDER BY 3 LIMIT ?
      """;

  private final Queries queries;
  private final RecentStates recent;

  private ReadTables(Queries queries, RecentStates recent) {
    this.queries = queries;
    this.recent = recent;
  }

  /**
   * @param recent shared with the projection of this process
   */
  public static ReadTables create(DataSource source, RecentStates recent, ReadSettings settings) {
    return new ReadTables(new Queries(source, settings), recent);
  }

  /** Newest first. */
  public CompletionStage<JobPage> list(JobFilter filter) {
    var sql = JobListSql.of(filter);
    return queries.run(c -> page(Queries.rows(c, sql.text(), sql.values(), this::view), filter));
  }

  /** The job that was accepted under this number; where a tenant is named, if it is theirs. */
  public CompletionStage<Optional<JobId>> find(long sequence, @Nullable String tenant) {
    var sql = "SELECT id FROM jobs WHERE sequence_number = ?";
    var own = tenant == null ? sql : sql + " AND tenant_id = ?";
    var values = tenant == null ? List.of(sequence) : List.of(sequence, tenant);
    return queries.run(c -> Queries.rows(c, own, values, ReadTables::jobId).stream().findFirst());
  }

  /** How many jobs of the tenant wait; at most {@code most} are counted. */
  public CompletionStage<Integer> waiting(String tenant, int most) {
    var sql =
        """
        SELECT COUNT(*) FROM (
          SELECT 1 FROM jobs WHERE tenant_id = ? AND phase = 'WAITING' LIMIT ?) AS counted
        """;
    return queries.run(
        c -> Queries.rows(c, sql, List.of(tenant, most), row -> row.getInt(1)).get(0));
  }

  /** Every job that waits or holds a place. */
  public CompletionStage<OpenJobs> openJobs() {
    var sql = "SELECT id, state, revision FROM jobs WHERE phase IN ('WAITING', 'PLACED')";
    return queries.run(
        c -> {
          // The number first: what changes in between is told again by the feed.
          long change = latest(c);
          return new OpenJobs(Queries.rows(c, sql, List.of(), this::fact), change);
        });
  }

  /** Every node that was not removed. */
  public CompletionStage<List<NodeFact>> nodes() {
    var sql = "SELECT id, state, revision FROM nodes WHERE removed = FALSE";
    return queries.run(c -> Queries.rows(c, sql, List.of(), this::nodeFact));
  }

  /** The jobs that hold a place on a node. */
  public CompletionStage<List<JobId>> jobsOn(NodeId node) {
    return heldOn(node).thenApply(held -> held.stream().map(JobOnNode::job).toList());
  }

  /** The same with their tenants. */
  public CompletionStage<List<JobOnNode>> heldOn(NodeId node) {
    var sql =
        "SELECT id, tenant_id FROM jobs WHERE node_id = ? AND phase = 'PLACED'"
            + " ORDER BY sequence_number";
    return queries.run(
        c ->
            Queries.rows(
                c,
                sql,
                List.of(node.toString()),
                row -> new JobOnNode(jobId(row), row.getString(2))));
  }

  /** Changes after a number, in their order: of what changed more than once only the latest. */
  public CompletionStage<List<Change>> changesAfter(long number, int limit) {
    // One statement, so one moment: no number below the greatest returned can turn up later.
    var values = List.<Object>of(number, limit, number, limit, limit);
    return queries.run(c -> Queries.rows(c, CHANGES, values, this::change));
  }

  /** How things stand, in numbers; what this costs does not grow with the jobs. */
  public CompletionStage<Standing> standing(Instant now) {
    return queries.run(c -> new StandingSql(recent).read(c, now));
  }

  /** The number of the latest change; 0 before the first. */
  public CompletionStage<Long> latestChange() {
    return queries.run(ReadTables::latest);
  }

  /** Completes when the database answers. */
  public CompletionStage<Boolean> ping() {
    return queries.run(c -> !Queries.rows(c, "SELECT 1", List.of(), r -> r.getInt(1)).isEmpty());
  }

  /** Lets no further query in. */
  @Override
  public void close() {
    queries.close();
  }

  private static JobPage page(List<JobView> rows, JobFilter filter) {
    boolean more = rows.size() > filter.limit();
    var shown = more ? rows.subList(0, filter.limit()) : rows;
    return new JobPage(shown, more ? shown.get(shown.size() - 1).sequenceNumber() : null);
  }

  private static long latest(Connection connection) throws SQLException {
    var sql = "SELECT change_seq FROM projection_position WHERE id = 1";
    return Queries.rows(connection, sql, List.of(), row -> row.getLong(1)).stream()
        .findFirst()
        .orElse(0L);
  }

  private static JobId jobId(ResultSet row) throws SQLException {
    return JobId.parse(row.getString(1));
  }

  private JobView view(ResultSet row) throws SQLException {
    return job(row).view(jobId(row));
  }

  private JobFact fact(ResultSet row) throws SQLException {
    return job(row).fact(jobId(row));
  }

  private JobState.Known job(ResultSet row) throws SQLException {
    return recent.job(row.getString(1), row.getLong(3), row.getString(2));
  }

  private NodeFact nodeFact(ResultSet row) throws SQLException {
    var id = row.getString(1);
    return recent.node(id, row.getLong(3), row.getString(2)).fact(NodeId.parse(id));
  }

  private Change change(ResultSet row) throws SQLException {
    var id = row.getString(2);
    long number = row.getLong(3);
    var state = row.getString(4);
    long revision = row.getLong(5);
    if (row.getString(1).equals("node")) {
      var node = recent.node(id, revision, state);
      return new Change.OfNode(number, node.fact(NodeId.parse(id)));
    }
    return new Change.OfJob(number, JobId.parse(id), recent.job(id, revision, state));
  }
}
