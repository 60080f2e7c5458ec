package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.port.JobFact;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes, and those with waiting jobs in the order of their best ranks. Up to {@code limit}
 * shapes are told apart exactly; empty ones give way first, then demands are rounded up.
 */
final class Shapes {

  private final int limit;
  private final Map<Kind, ShapeQueue> queues = new HashMap<>();
  private final TreeMap<Rank, ShapeQueue> heads = new TreeMap<>();
  private final Set<ShapeQueue> closed = new LinkedHashSet<>();

  /** A tenant that is counted has queues of its own. */
  private record Kind(Shape shape, @Nullable TenantBook tenant) {}

  Shapes(int limit) {
    this.limit = limit;
  }

  /** Those with waiting jobs that may start, best rank first. */
  Collection<ShapeQueue> waiting() {
    return Collections.unmodifiableCollection(heads.values());
  }

  /** Those with waiting jobs whose tenant is at its limit. */
  Collection<ShapeQueue> closed() {
    return Collections.unmodifiableCollection(closed);
  }

  void close(TenantBook tenant) {
    tenant.queues().forEach(queue -> heads.remove(queue.first().rank()));
    closed.addAll(tenant.queues());
  }

  void open(TenantBook tenant) {
    closed.removeAll(tenant.queues());
    tenant.queues().forEach(queue -> heads.put(queue.first().rank(), queue));
  }

  Map.@Nullable Entry<Rank, ShapeQueue> first() {
    return heads.firstEntry();
  }

  ShapeQueue queueFor(JobEntry job) {
    Shape exact = shape(job.fact());
    ShapeQueue queue = queues.get(new Kind(exact, job.tenant()));
    if (queue != null) return queue;
    makeRoom();
    Shape wanted = queues.size() < limit ? exact : coarse(exact);
    return queues.computeIfAbsent(
        new Kind(wanted, job.tenant()), kind -> new ShapeQueue(kind.shape(), kind.tenant()));
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
    boolean pays = queues.size() - heads.size() - closed.size() > limit / 4;
    if (queues.size() >= limit && pays) queues.values().removeIf(ShapeQueue::isEmpty);
  }

  private void unlist(ShapeQueue queue) {
    if (queue.isEmpty()) return;
    heads.remove(queue.first().rank());
    closed.remove(queue);
    TenantBook tenant = queue.tenant();
    if (tenant != null) tenant.leaves(queue);
  }

  private void list(ShapeQueue queue) {
    if (queue.isEmpty()) return;
    TenantBook tenant = queue.tenant();
    if (tenant != null) tenant.waits(queue);
    if (queue.isOpen()) heads.put(queue.first().rank(), queue);
    else closed.add(queue);
  }
}
