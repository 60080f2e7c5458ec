package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The shapes with waiting jobs that no registered node could ever take, be it there or not and
 * however empty, and the jobs that have to hear of it. While no node at all is registered there is
 * nothing to say yet.
 */
final class Unplaceable {

  private final Books books;
  private final Set<ShapeQueue> impossible = new LinkedHashSet<>();
  private final Set<ShapeQueue> settled = new LinkedHashSet<>();
  private final Set<JobEntry> news = new LinkedHashSet<>();

  Unplaceable(Books books) {
    this.books = books;
  }

  boolean isImpossible(ShapeQueue queue) {
    return books.fleet.anyRegistered() && !books.fleet.couldEverTake(queue);
  }

  void check(ShapeQueue queue) {
    if (queue.isEmpty() || !isImpossible(queue)) {
      possible(queue);
    } else if (impossible.add(queue)) {
      queue.impossible(books.now());
    }
  }

  /** A job has queued: it hears what holds for its shape, and has the old word taken back. */
  void entered(JobEntry job) {
    ShapeQueue queue = job.queue();
    if (queue == null) return;
    if (settled.contains(queue) || job.fact().unplaceable() != null) news.add(job);
  }

  /** The job is no longer in {@code queue}. */
  void left(JobEntry job, ShapeQueue queue) {
    news.remove(job);
    if (queue.isEmpty()) possible(queue);
  }

  /** To be called when a node came, went, or declared something else. */
  void checkAll() {
    books.shapes.waiting().forEach(this::check);
    books.shapes.closed().forEach(this::check);
  }

  /** Every waiting job that could never run, as things are. */
  Set<JobId> jobs() {
    Set<JobId> ids = new LinkedHashSet<>();
    impossible.forEach(queue -> queue.jobs().forEach(job -> ids.add(job.id())));
    return ids;
  }

  /**
   * The next jobs that may have to be told something else than they say, at most {@code limit},
   * each once; to be called as time passes.
   */
  List<JobEntry> takeNews(int limit) {
    impossible.forEach(this::settle);
    List<JobEntry> taken = new ArrayList<>();
    // Without a node nothing is known, so whatever a job says stands until there is one.
    if (!books.fleet.anyRegistered()) return taken;
    for (Iterator<JobEntry> it = news.iterator(); it.hasNext() && taken.size() < limit; ) {
      JobEntry job = it.next();
      it.remove();
      if (never(job) || !impossible.contains(job.queue())) taken.add(job);
    }
    return taken;
  }

  /** Whether no node could ever run the queued job, and has been for long enough to say it. */
  boolean never(JobEntry job) {
    return settled.contains(job.queue());
  }

  private void settle(ShapeQueue queue) {
    Instant since = queue.impossibleSince();
    boolean longEnough =
        since != null && !since.plus(books.policy.unplaceableGrace()).isAfter(books.now());
    if (longEnough && settled.add(queue)) news.addAll(queue.jobs());
  }

  private void possible(ShapeQueue queue) {
    settled.remove(queue);
    if (!impossible.remove(queue)) return;
    queue.impossible(null);
    for (JobEntry job : queue.jobs()) if (job.fact().unplaceable() != null) news.add(job);
  }
}
