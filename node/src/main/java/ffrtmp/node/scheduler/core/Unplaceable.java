package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The shapes with waiting jobs that no registered node could ever take, be it there or not and
 * however empty. While no node at all is registered there is nothing to say yet.
 */
final class Unplaceable {

  private final Books books;
  private final Set<ShapeQueue> impossible = new LinkedHashSet<>();

  Unplaceable(Books books) {
    this.books = books;
  }

  boolean isImpossible(ShapeQueue queue) {
    return books.fleet.anyRegistered() && !books.fleet.couldEverTake(queue);
  }

  void check(ShapeQueue queue) {
    if (queue.isEmpty() || !isImpossible(queue)) {
      emptied(queue);
    } else if (impossible.add(queue)) {
      queue.impossible(books.now());
    }
  }

  void emptied(ShapeQueue queue) {
    if (impossible.remove(queue)) queue.impossible(null);
  }

  /** To be called when a node came, went, or declared something else. */
  void checkAll() {
    books.shapes.waiting().forEach(this::check);
  }

  /** Every waiting job that could never run, as things are. */
  Set<JobId> jobs() {
    Set<JobId> ids = new LinkedHashSet<>();
    impossible.forEach(queue -> queue.jobs().forEach(job -> ids.add(job.id())));
    return ids;
  }

  /** The jobs that have waited long enough for a node that could run them. */
  List<JobEntry> due() {
    Instant before = books.now().minus(books.policy.unplaceableGrace());
    List<JobEntry> due = new ArrayList<>();
    for (ShapeQueue queue : impossible) {
      Instant since = queue.impossibleSince();
      if (since != null && !since.isAfter(before)) due.addAll(queue.jobs());
    }
    return due;
  }
}
