package ffrtmp.persistence.read;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * What the projection has written, for lists, for the change feed, and for a scheduler that starts.
 * It lags behind the journal by a fraction of a second. Stages fail when the database does, or when
 * too many queries wait already.
 */
public final class ReadTables implements AutoCloseable {
  private static final String CHANGES =
      """
      (SELECT 'job', id, change_seq, state FROM jobs WHERE change_seq > ?
        ORDER BY change_seq LIMIT ?)
      UNION ALL
      (SELECT 'node', id, change_seq, state FROM nodes WHERE change_seq > ?
        ORDER BY change_seq LIMIT ?)
      ORDER BY 3 LIMIT ?
      """;

  private final Queries queries;

  private ReadTables(Queries queries) {
    this.queries = queries;
  }

  public static ReadTables create(DataSource source, ReadSettings settings) {
    return new ReadTables(new Queries(source, settings));
  }

  /** Newest first. */
  public CompletionStage<JobPage> list(JobFilter filter) {
    var sql = JobListSql.of(filter);
    return queries.run(
        c -> page(Queries.rows(c, sql.text(), sql.values(), ReadTables::view), filter));
  }

  /** The job that was accepted under this number. */
  public CompletionStage<Optional<JobId>> find(long sequence) {
    var sql = "SELECT id FROM jobs WHERE sequence_number = ?";
    return queries.run(
        c -> Queries.rows(c, sql, List.of(sequence), ReadTables::jobId).stream().findFirst());
  }

  /** Every job that waits or holds a place. */
  public CompletionStage<OpenJobs> openJobs() {
    var sql = "SELECT id, state FROM jobs WHERE phase IN ('WAITING', 'PLACED')";
    return queries.run(
        c -> {
          // The number first: what changes in between is told again by the feed.
          long change = latest(c);
          return new OpenJobs(Queries.rows(c, sql, List.of(), ReadTables::fact), change);
        });
  }

  /** Every node that was not removed. */
  public CompletionStage<List<NodeFact>> nodes() {
    var sql = "SELECT id, state FROM nodes WHERE removed = FALSE";
    return queries.run(c -> Queries.rows(c, sql, List.of(), ReadTables::nodeFact));
  }

  /** The jobs that hold a place on a node. */
  public CompletionStage<List<JobId>> jobsOn(NodeId node) {
    var sql = "SELECT id FROM jobs WHERE node_id = ? AND phase = 'PLACED' ORDER BY sequence_number";
    return queries.run(c -> Queries.rows(c, sql, List.of(node.toString()), ReadTables::jobId));
  }

  /** Changes after a number, in their order: of what changed more than once only the latest. */
  public CompletionStage<List<Change>> changesAfter(long number, int limit) {
    // One statement, so one moment: no number below the greatest returned can turn up later.
    var values = List.<Object>of(number, limit, number, limit, limit);
    return queries.run(c -> Queries.rows(c, CHANGES, values, ReadTables::change));
  }

  /** The number of the latest change; 0 before the first. */
  public CompletionStage<Long> latestChange() {
    return queries.run(ReadTables::latest);
  }

  /** The log of the job's last ended attempt; empty: none has ended with one. */
  public CompletionStage<Optional<String>> log(JobId id) {
    var sql = "SELECT log FROM job_log WHERE id = ?";
    return queries.run(
        c ->
            Queries.rows(c, sql, List.of(id.toString()), row -> row.getString(1)).stream()
                .findFirst());
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

  private static JobView view(ResultSet row) throws SQLException {
    return StateJson.job(row.getString(2)).view(jobId(row));
  }

  private static JobFact fact(ResultSet row) throws SQLException {
    return StateJson.job(row.getString(2)).fact(jobId(row));
  }

  private static NodeFact nodeFact(ResultSet row) throws SQLException {
    return StateJson.node(row.getString(2)).fact(NodeId.parse(row.getString(1)));
  }

  private static Change change(ResultSet row) throws SQLException {
    long number = row.getLong(3);
    var state = row.getString(4);
    if (row.getString(1).equals("node")) {
      return new Change.OfNode(number, StateJson.node(state).fact(NodeId.parse(row.getString(2))));
    }
    var id = JobId.parse(row.getString(2));
    var job = StateJson.job(state);
    return new Change.OfJob(number, job.fact(id), job.view(id));
  }
}
