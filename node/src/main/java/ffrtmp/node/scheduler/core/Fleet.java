package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.NodeFact;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All nodes, grouped by what they are, and the questions that a shape may ask of them. */
final class Fleet {

  private static final int REMEMBERED = 65_536;

  private final Placement placement;
  private final Visits visits;
  private final Map<NodeId, NodeBook> nodes = new LinkedHashMap<>();
  private final Map<Traits, Signature> signatures = new LinkedHashMap<>();
  private final Tombstones<NodeId> forgotten = new Tombstones<>(REMEMBERED);
  private long generation;

  Fleet(Placement placement, Visits visits) {
    this.placement = placement;
    this.visits = visits;
  }

  Collection<NodeBook> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  @Nullable NodeBook find(NodeId id) {
    return nodes.get(id);
  }

  /** The node, made up where a job names one that no fact has told of. */
  NodeBook named(NodeId id) {
    return nodes.computeIfAbsent(id, NodeBook::new);
  }

  boolean anyRegistered() {
    return !signatures.isEmpty();
  }

  /** Takes over a fact; null when it is an old one. */
  @Nullable NodeBook change(NodeFact fact) {
    NodeId id = fact.node().id();
    if (forgotten.covers(id, fact.node().revision())) return null;
    NodeBook node = named(id);
    if (node.isOlder(fact)) return null;
    forgotten.rise(id);
    node.update(fact);
    regroup(node);
    return node;
  }

  /** Drops a node that was removed and holds nothing; its last revision is remembered. */
  void forgetIfGone(NodeBook node) {
    if (node.registered() || !node.reservations().isEmpty()) return;
    nodes.remove(node.id());
    if (node.view() != null) forgotten.bury(node.id(), node.view().revision());
  }

  void reserve(NodeBook node, JobId job, NodeBook.Reservation reservation) {
    node.reserve(job, reservation);
    refreshFree(node);
  }

  void release(NodeBook node, JobId job) {
    node.release(job);
    refreshFree(node);
  }

  /** The node's last dispatch never reached it. */
  void returnPoll(NodeBook node) {
    node.returnPoll();
    refreshFree(node);
  }

  /** To be called when anything changed that decides whether the node takes placements. */
  void refresh(NodeBook node) {
    Signature signature = node.signature();
    if (signature != null) signature.refresh(node.place(), node);
  }

  /** The node that admits the shape now and suits it best. */
  @Nullable NodeBook best(ShapeQueue queue) {
    Shape shape = queue.shape();
    NodeBook best = best(queue, shape::welcomes);
    if (best != null || shape.avoid().isEmpty() || couldGoElsewhere(queue)) return best;
    return best(queue, node -> !shape.bars(node));
  }

  /** Whether some available node that the shape does not avoid could take it when empty. */
  boolean couldGoElsewhere(ShapeQueue queue) {
    Shape shape = queue.shape();
    return queue.matching(this).stream()
        .anyMatch(s -> s.couldTake(shape.demand(), shape::welcomes));
  }

  /** Whether some registered node could take the shape when empty, be it there or not. */
  boolean couldEverTake(ShapeQueue queue) {
    return queue.matching(this).stream().anyMatch(s -> s.couldEverTake(queue.shape().demand()));
  }

  /** Grows whenever the set of signatures changes. */
  long generation() {
    return generation;
  }

  Collection<Signature> signatures() {
    return Collections.unmodifiableCollection(signatures.values());
  }

  private @Nullable NodeBook best(ShapeQueue queue, Predicate<NodeBook> allowed) {
    NodeBook best = null;
    for (Signature signature : queue.matching(this)) {
      NodeBook found = signature.best(queue.shape().demand(), allowed);
      if (found != null && (best == null || score(found) > score(best))) best = found;
    }
    return best;
  }

  private int score(NodeBook node) {
    int share = node.free().freeShare(node.total());
    return placement == Placement.SPREAD ? share : -share;
  }

  private void refreshFree(NodeBook node) {
    Signature signature = node.signature();
    if (signature != null) signature.refreshFree(node.place(), node);
  }

  private void regroup(NodeBook node) {
    Traits traits =
        node.registered() && node.view() != null ? Traits.of(node.view().facts()) : null;
    Signature old = node.signature();
    if (old != null && !old.traits().equals(traits)) {
      leave(node, old);
      old = null;
    }
    if (old == null && traits != null) join(node, traits);
    refresh(node);
  }

  private void join(NodeBook node, Traits traits) {
    Signature signature = signatures.get(traits);
    if (signature == null) {
      signature = new Signature(traits, placement, visits);
      signatures.put(traits, signature);
      generation++;
    }
    node.stand(signature, signature.join());
  }

  private void leave(NodeBook node, Signature signature) {
    signature.leave(node.place());
    node.stand(null, 0);
    if (signature.isEmpty()) {
      signatures.remove(signature.traits());
      generation++;
    }
  }
}
