package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.port.JobFact;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes, and those with waiting jobs in the order of their best ranks. Up to {@code limit}
 * shapes are told apart exactly; empty ones give way first, then demands are rounded up.
 */
final class Shapes {

  private final int limit;
  private final Map<Shape, ShapeQueue> queues = new HashMap<>();
  private final TreeMap<Rank, ShapeQueue> heads = new TreeMap<>();

  Shapes(int limit) {
    this.limit = limit;
  }

  /** Those with waiting jobs, best rank first. */
  Collection<ShapeQueue> waiting() {
    return Collections.unmodifiableCollection(heads.values());
  }

  Map.@Nullable Entry<Rank, ShapeQueue> first() {
    return heads.firstEntry();
  }

  ShapeQueue queueFor(JobFact fact) {
    Shape exact = shape(fact);
    ShapeQueue queue = queues.get(exact);
    if (queue != null) return queue;
    makeRoom();
    Shape wanted = queues.size() < limit ? exact : coarse(exact);
    return queues.computeIfAbsent(wanted, ShapeQueue::new);
  }

  void add(ShapeQueue queue, JobEntry job) {
    unlist(queue);
    queue.add(job);
    job.enqueued(queue);
    list(queue);
  }

  void remove(ShapeQueue queue, JobEntry job) {
    unlist(queue);
    queue.remove(job);
    list(queue);
  }

  /** The one whose best rank comes next after {@code rank}. */
  Map.@Nullable Entry<Rank, ShapeQueue> after(Rank rank) {
    return heads.higherEntry(rank);
  }

  static Shape shape(JobFact fact) {
    return new Shape(
        Quantizer.demand(fact.requirements()),
        Constraints.of(fact.requirements()),
        fact.barred(),
        fact.avoid());
  }

  private static Shape coarse(Shape exact) {
    return new Shape(
        Quantizer.coarse(exact.demand()), exact.constraints(), exact.barred(), exact.avoid());
  }

  /** Sweeps only when it pays: a quarter of the places must be won. */
  private void makeRoom() {
    boolean pays = queues.size() - heads.size() > limit / 4;
    if (queues.size() >= limit && pays) queues.values().removeIf(ShapeQueue::isEmpty);
  }

  private void unlist(ShapeQueue queue) {
    if (!queue.isEmpty()) heads.remove(queue.first().rank());
  }

  private void list(ShapeQueue queue) {
    if (!queue.isEmpty()) heads.put(queue.first().rank(), queue);
  }
}
