package ffrtmp.node.scheduler.core;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The jobs of one shape that could start now if there were room, in rank order. */
final class ShapeQueue {

  private final Shape shape;
  private final @Nullable TenantBook tenant;
  private final TreeSet<JobEntry> jobs = new TreeSet<>(Comparator.comparing(JobEntry::rank));
  private final Set<Signature> matching = new LinkedHashSet<>();
  private long generation = -1;
  private @Nullable Instant impossibleSince;

  /**
   * @param tenant whose jobs these are, where that one's are counted; else absent
   */
  ShapeQueue(Shape shape, @Nullable TenantBook tenant) {
    this.shape = shape;
    this.tenant = tenant;
  }

  @Nullable TenantBook tenant() {
    return tenant;
  }

  /** Whether its jobs may start where there is room. */
  boolean isOpen() {
    return tenant == null || tenant.isOpen();
  }

  Shape shape() {
    return shape;
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  JobEntry first() {
    return jobs.first();
  }

  Collection<JobEntry> jobs() {
    return Collections.unmodifiableCollection(jobs);
  }

  /** 1 for the next; looks at each job before it. */
  int position(JobEntry job) {
    return jobs.headSet(job).size() + 1;
  }

  void add(JobEntry job) {
    jobs.add(job);
  }

  void remove(JobEntry job) {
    jobs.remove(job);
  }

  /** The groups of nodes that meet the shape's constraints; looked up again when groups changed. */
  Set<Signature> matching(Fleet fleet) {
    if (generation != fleet.generation()) {
      matching.clear();
      fleet.signatures().stream()
          .filter(signature -> shape.constraints().metBy(signature.traits()))
          .forEach(matching::add);
      generation = fleet.generation();
    }
    return matching;
  }

  /** Since when no registered node could ever take the shape. */
  @Nullable Instant impossibleSince() {
    return impossibleSince;
  }

  void impossible(@Nullable Instant since) {
    impossibleSince = since;
  }
}
