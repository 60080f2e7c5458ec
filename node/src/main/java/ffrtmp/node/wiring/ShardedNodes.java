package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.node.lease.LeaseKeeper.LastHeard;
import ffrtmp.persistence.read.JobOnNode;
import ffrtmp.persistence.read.ReadTables;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.NodeStatus;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.port.NodeAnswer;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.port.NodeInfo;
import ffrtmp.protocol.port.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The nodes as their actors tell them, with what this control node's lease keeper has heard. */
final class ShardedNodes implements Nodes {
  private static final Duration KEEPER_PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final Shards shards;
  private final ReadTables tables;
  private final ActorRef<LeaseKeeper.Command> keeper;
  private final Clock clock;

  ShardedNodes(
      ActorSystem<?> system,
      Shards shards,
      ReadTables tables,
      ActorRef<LeaseKeeper.Command> keeper,
      Clock clock) {
    this.system = system;
    this.shards = shards;
    this.tables = tables;
    this.keeper = keeper;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<NodeInfo>> list(@Nullable String tenant) {
    return heard()
        .thenCompose(
            heard ->
                tables
                    .nodes()
                    .thenCompose(
                        nodes ->
                            Stages.all(
                                nodes.stream()
                                    .filter(node -> !node.removed())
                                    .map(NodeFact::node)
                                    .map(node -> info(node, heard, tenant))
                                    .toList())));
  }

  @Override
  public CompletionStage<NodeAnswer> get(NodeId id, @Nullable String tenant) {
    return answer(shards.askNode(id, NodeCommand.Get::new), tenant);
  }

  @Override
  public CompletionStage<NodeAnswer> drain(NodeId id, @Nullable Duration deadline, Cause cause) {
    var until = deadline == null ? null : clock.instant().plus(deadline);
    return answer(shards.askNode(id, to -> new NodeCommand.Drain(until, cause, to)), null);
  }

  @Override
  public CompletionStage<NodeAnswer> resume(NodeId id, Cause cause) {
    return answer(shards.askNode(id, to -> new NodeCommand.Resume(cause, to)), null);
  }

  @Override
  public CompletionStage<NodeAnswer> remove(NodeId id, Cause cause) {
    return tables
        .jobsOn(id)
        .thenCompose(
            jobs -> {
              if (jobs.isEmpty()) {
                return answer(shards.askNode(id, to -> new NodeCommand.Remove(cause, to)), null);
              }
              String detail = "The node still holds " + jobs.size() + " jobs; drain it first.";
              return CompletableFuture.completedStage(
                  new NodeAnswer.Refused(Refusal.NODE_BUSY, detail));
            });
  }

  private CompletionStage<NodeAnswer> answer(
      CompletionStage<NodeReply> asked, @Nullable String tenant) {
    return asked.thenCompose(
        reply -> {
          if (reply instanceof NodeReply.Refused refused) {
            return CompletableFuture.completedStage(
                new NodeAnswer.Refused(refused.refusal(), refused.detail()));
          }
          NodeView node = ((NodeReply.Accepted) reply).node();
          return heard()
              .thenCompose(heard -> info(node, heard, tenant))
              .thenApply(NodeAnswer.Done::new);
        });
  }

  private CompletionStage<Map<NodeId, LastHeard>> heard() {
    return AskPattern.ask(keeper, LeaseKeeper.FindHeard::new, KEEPER_PATIENCE, system.scheduler())
        .thenApply(LeaseKeeper.Heard::nodes);
  }

  private CompletionStage<NodeInfo> info(
      NodeView node, Map<NodeId, LastHeard> heard, @Nullable String tenant) {
    LastHeard last = heard.get(node.id());
    return tables
        .heldOn(node.id())
        .thenApply(
            jobs ->
                new NodeInfo(
                    node,
                    status(node, jobs),
                    last == null ? new Vitals(null, null) : last.vitals(),
                    last == null ? null : clock.instant().minus(last.silent()),
                    shown(jobs, tenant)));
  }

  private static List<JobId> shown(List<JobOnNode> jobs, @Nullable String tenant) {
    return jobs.stream()
        .filter(job -> tenant == null || tenant.equals(job.tenant()))
        .map(JobOnNode::job)
        .toList();
  }

  private static NodeStatus status(NodeView node, List<JobOnNode> jobs) {
    if (!node.online()) return NodeStatus.OFFLINE;
    if (node.draining()) return NodeStatus.DRAINING;
    return jobs.size() >= node.facts().maxConcurrentJobs() ? NodeStatus.BUSY : NodeStatus.AVAILABLE;
  }
}
