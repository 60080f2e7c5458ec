package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.journal.Link;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One kind of entity and its read table: how its events are folded, and how a state fills the
 * columns. The projection, the audit, and whatever mends a table go by this alone.
 *
 * @param table has a row for each entity, by {@code id}
 * @param prefix what the names of its journals begin with
 * @param absent the state before the first event
 * @param parse reads the column {@code state}
 * @param columns all but {@code id} and {@code change_seq}, which follow from no state
 * @param row the values of the columns, in their order
 */
public record Family<S, E>(
    String table,
    String prefix,
    Class<E> event,
    S absent,
    BiFunction<S, E, S> step,
    Function<String, S> parse,
    List<String> columns,
    Row<S> row) {
  /** Fills the columns. */
  public interface Row<S> {
    /**
     * @param revision the number of the last event in {@code state}
     * @param head the link of that event; absent: it has none
     */
    List<@Nullable Object> of(String id, S state, long revision, @Nullable Link head);
  }

  public static final Family<JobState, JobEvent> JOBS =
      new Family<>(
          "jobs",
          "job|",
          JobEvent.class,
          new JobState.Absent(),
          JobState::on,
          StateJson::job,
          List.of(
              "status",
              "phase",
              "queue",
              "priority",
              "node_id",
              "scenario",
              "tenant_id",
              "created_at",
              "ended_at",
              "revision",
              "chain_head",
              "state",
              "sequence_number"),
          Family::job);

  public static final Family<NodeState, NodeEvent> NODES =
      new Family<>(
          "nodes",
          "node|",
          NodeEvent.class,
          new NodeState.Absent(),
          NodeState::on,
          StateJson::node,
          List.of("revision", "removed", "chain_head", "state"),
          Family::node);

  /** The entity whose journal has this name. */
  public String id(String persistenceId) {
    return persistenceId.substring(prefix.length());
  }

  /** The name of the entity's journal. */
  public String persistenceId(String id) {
    return prefix + id;
  }

  /** Whether the journal of this name is one of this kind. */
  public boolean has(String persistenceId) {
    return persistenceId.startsWith(prefix);
  }

  private static List<@Nullable Object> job(
      String id, JobState state, long revision, @Nullable Link head) {
    var job = (JobState.Known) state;
    var life = job.life();
    var place = job.place();
    var ended = job instanceof JobState.Ended ? life.times().ended() : null;
    return values(
        job.status().name(),
        job.fact(JobId.parse(id)).phase().name(),
        life.rank().queue().name(),
        life.rank().priority().name(),
        place == null ? null : place.node().toString(),
        cut(life.spec().scenario()),
        life.spec().tenantId(),
        life.times().created().toEpochMilli(),
        ended == null ? null : ended.toEpochMilli(),
        revision,
        head == null ? null : head.hex(),
        StateJson.of(job),
        life.sequence());
  }

  private static List<@Nullable Object> node(
      String id, NodeState state, long revision, @Nullable Link head) {
    var node = (NodeState.Known) state;
    return values(
        revision,
        node instanceof NodeState.Removed,
        head == null ? null : head.hex(),
        StateJson.of(node));
  }

  private static @Nullable String cut(@Nullable String scenario) {
    int most = JobListSql.SCENARIO_CHARS;
    return scenario == null || scenario.length() <= most ? scenario : scenario.substring(0, most);
  }

  private static List<@Nullable Object> values(@Nullable Object... values) {
    var list = new ArrayList<@Nullable Object>(values.length);
    for (var value : values) list.add(value);
    return list;
  }
}
