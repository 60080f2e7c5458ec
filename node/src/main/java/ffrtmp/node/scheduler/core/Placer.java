package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins waiting jobs and free room.
 *
 * <p>Invariant between facts: no node admits a shape that has an eligible waiting job. Hence a job
 * of a shape that waits already is only appended, and freed room is offered only on the node that
 * freed it; whatever makes a node admit more must call {@link #offer} for that node.
 */
final class Placer {

  private final Books books;
  private final Unplaceable unplaceable;

  Placer(Books books, Unplaceable unplaceable) {
    this.books = books;
    this.unplaceable = unplaceable;
  }

  /** Queues a job that may start now; {@code freed} is the node that its change left room on. */
  void enter(JobEntry job, @Nullable NodeBook freed) {
    ShapeQueue queue = books.shapes.queueFor(job);
    boolean first = queue.isEmpty();
    books.shapes.add(queue, job);
    if (freed != null) offer(freed);
    if (first) settle(queue);
    else books.tally.count(Outcome.BEHIND_OTHERS);
    unplaceable.entered(job);
  }

  /** Gives the node's free room to the best-ranked jobs that it admits. */
  void offer(NodeBook node) {
    if (!node.schedulable() || node.free().slots() <= 0) return;
    boolean taken = false;
    Map.Entry<Rank, ShapeQueue> next = books.shapes.first();
    while (next != null && node.free().slots() > 0) {
      if (admits(node, next.getValue())) {
        place(next.getValue(), node, Outcome.ROOM_CAME_FREE);
        taken = true;
      }
      next = books.shapes.after(next.getKey());
    }
    if (!taken) books.tally.count(Outcome.NOTHING_WAITS);
  }

  /** To be called when a node became less available: others may have become a last resort. */
  void offerLastResorts() {
    Set<NodeId> avoided = new LinkedHashSet<>();
    for (ShapeQueue queue : books.shapes.waiting()) {
      Set<NodeId> avoid = queue.shape().avoid();
      if (!avoid.isEmpty() && !books.fleet.couldGoElsewhere(queue)) avoided.addAll(avoid);
    }
    for (NodeId id : avoided) {
      NodeBook node = books.fleet.find(id);
      if (node != null) offer(node);
    }
  }

  void leave(JobEntry job) {
    ShapeQueue queue = job.queue();
    if (queue == null) return;
    books.shapes.remove(queue, job);
    unplaceable.left(job, queue);
  }

  boolean admits(NodeBook node, ShapeQueue queue) {
    books.visits.count();
    Shape shape = queue.shape();
    Signature signature = node.signature();
    return node.schedulable()
        && node.free().admits(shape.demand())
        && signature != null
        && queue.matching(books.fleet).contains(signature)
        && !shape.bars(node)
        && (!shape.avoid().contains(node.id()) || !books.fleet.couldGoElsewhere(queue));
  }

  /** To be called after each fact: what a tenant's freed place made eligible again may start. */
  void settleReopened() {
    for (TenantBook tenant : books.tenants.takeReopened()) {
      List<ShapeQueue> inOrder =
          tenant.queues().stream()
              .sorted(Comparator.comparing(queue -> queue.first().rank()))
              .toList();
      for (ShapeQueue queue : inOrder) if (tenant.isOpen()) settle(queue);
    }
  }

  private void settle(ShapeQueue queue) {
    while (!queue.isEmpty() && queue.isOpen()) {
      NodeBook node = books.fleet.best(queue);
      if (node == null) break;
      place(queue, node, Outcome.ROOM_WAS_FREE);
    }
    if (queue.isEmpty()) return;
    unplaceable.check(queue);
    books.tally.count(whyNot(queue));
  }

  private Outcome whyNot(ShapeQueue queue) {
    if (!books.fleet.anyRegistered()) return Outcome.NO_NODE;
    if (!queue.isOpen()) return Outcome.TENANT_AT_LIMIT;
    return unplaceable.isImpossible(queue) ? Outcome.NO_SUCH_NODE : Outcome.NO_ROOM;
  }

  private void place(ShapeQueue queue, NodeBook node, Outcome why) {
    JobEntry job = queue.first();
    leave(job);
    JobFact fact = job.fact();
    int attempt = fact.attempts() + 1;
    var dispatch = new Decision.Dispatch(job.id(), attempt, node.id(), node.name(), node.epoch());
    job.dispatched(dispatch);
    node.usePoll();
    Room demand = Quantizer.demand(fact.requirements());
    books.fleet.reserve(node, job.id(), new NodeBook.Reservation(demand, attempt, node.epoch()));
    books.decide(dispatch);
    books.tally.count(why);
  }
}
