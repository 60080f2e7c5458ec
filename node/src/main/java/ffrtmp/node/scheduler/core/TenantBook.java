package ffrtmp.node.scheduler.core;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A tenant that may run so many jobs at a time and no more. Its waiting jobs have queues of their
 * own, and at the limit all of these are closed: they are eligible again when a place is given
 * back.
 */
final class TenantBook {

  private final String name;
  private final Set<ShapeQueue> queues = new LinkedHashSet<>();
  private int limit;
  private int running;

  TenantBook(String name, int limit) {
    this.name = name;
    this.limit = limit;
  }

  String name() {
    return name;
  }

  int limit() {
    return limit;
  }

  void limit(int most) {
    limit = most;
  }

  /** Jobs that hold a place, are about to, or have not yet heard that they lost theirs. */
  int running() {
    return running;
  }

  boolean isOpen() {
    return running < limit;
  }

  void took() {
    running++;
  }

  void gave() {
    running--;
  }

  /** Those with waiting jobs. */
  Collection<ShapeQueue> queues() {
    return Collections.unmodifiableCollection(queues);
  }

  void waits(ShapeQueue queue) {
    queues.add(queue);
  }

  void leaves(ShapeQueue queue) {
    queues.remove(queue);
  }
}
