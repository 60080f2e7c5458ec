package ffrtmp.http;

import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeStatus;
import ffrtmp.protocol.port.NodeAnswer;
import ffrtmp.protocol.port.NodeInfo;
import ffrtmp.protocol.port.Nodes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;

/** Nodes in memory. */
final class FakeNodes implements Nodes {
  final Map<NodeId, NodeInfo> nodes = new LinkedHashMap<>();
  Duration lastDeadline;
  volatile boolean hang;
  BiPredicate<JobId, String> ownedBy = (job, tenant) -> false;
  Optional<Refusal> refuseWith = Optional.empty();

  @Override
  public synchronized CompletionStage<List<NodeInfo>> list(String tenant) {
    return hang
        ? new CompletableFuture<>()
        : CompletableFuture.completedFuture(
            nodes.values().stream().map(node -> seenBy(tenant, node)).toList());
  }

  @Override
  public synchronized CompletionStage<NodeAnswer> get(NodeId id, String tenant) {
    NodeInfo node = nodes.get(id);
    return node == null
        ? answer(id)
        : CompletableFuture.completedFuture(new NodeAnswer.Done(seenBy(tenant, node)));
  }

  private NodeInfo seenBy(String tenant, NodeInfo node) {
    if (tenant == null) return node;
    return new NodeInfo(
        node.node(),
        node.status(),
        node.vitals(),
        node.lastHeartbeat(),
        node.currentJobs().stream().filter(job -> ownedBy.test(job, tenant)).toList());
  }

  @Override
  public synchronized CompletionStage<NodeAnswer> drain(NodeId id, Duration deadline, Cause cause) {
    lastDeadline = deadline;
    nodes.computeIfPresent(id, (key, node) -> Samples.with(node, NodeStatus.DRAINING));
    return answer(id);
  }

  @Override
  public synchronized CompletionStage<NodeAnswer> resume(NodeId id, Cause cause) {
    nodes.computeIfPresent(id, (key, node) -> Samples.with(node, NodeStatus.AVAILABLE));
    return answer(id);
  }

  @Override
  public synchronized CompletionStage<NodeAnswer> remove(NodeId id, Cause cause) {
    CompletionStage<NodeAnswer> answer = answer(id);
    if (refuseWith.isEmpty()) nodes.remove(id);
    return answer;
  }

  private CompletionStage<NodeAnswer> answer(NodeId id) {
    NodeInfo node = nodes.get(id);
    if (node == null) return refused(Refusal.UNKNOWN_NODE);
    return refuseWith
        .map(FakeNodes::refused)
        .orElseGet(() -> CompletableFuture.completedFuture(new NodeAnswer.Done(node)));
  }

  private static CompletionStage<NodeAnswer> refused(Refusal refusal) {
    return CompletableFuture.completedFuture(
        new NodeAnswer.Refused(refusal, "refused: " + refusal));
  }
}
