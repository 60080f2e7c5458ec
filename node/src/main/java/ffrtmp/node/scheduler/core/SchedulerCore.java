package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.port.Explanation;
import ffrtmp.protocol.worker.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which job runs where. Pure by contract: the same facts in the same order give the same
 * decisions; mutable inside, and for one thread.
 *
 * <p>Guarantees: between facts no node admits a shape that has an eligible waiting job; no node is
 * given more than it declared; an attempt is dispatched to one node only until its job has refused
 * it; within a shape, jobs are placed in rank order.
 */
public final class SchedulerCore {

  /** One change of the fleet may be news to a million jobs, and each costs an event. */
  private static final int NEWS_PER_TICK = 200;

  private final Books books;
  private final Unplaceable unplaceable;
  private final JobDesk jobs;
  private final NodeDesk nodes;
  private final TenantDesk tenants;
  private final Placer placer;
  private final Explainer explainer;

  public SchedulerCore(Policy policy) {
    books = new Books(policy);
    unplaceable = new Unplaceable(books);
    placer = new Placer(books, unplaceable);
    tenants = new TenantDesk(books, placer);
    jobs = new JobDesk(books, placer);
    nodes = new NodeDesk(books, placer, jobs, unplaceable);
    explainer = new Explainer(books, unplaceable);
  }

  /** Takes in one fact; the decisions are in the order in which they were made. */
  public List<Decision> on(Fact fact) {
    if (fact instanceof Fact.JobChanged f) jobs.changed(f.job());
    if (fact instanceof Fact.NodeChanged f) nodes.changed(f.node());
    if (fact instanceof Fact.NodeHeard f) nodes.heard(f);
    if (fact instanceof Fact.Offered f) nodes.offered(f);
    if (fact instanceof Fact.NodeSilent f) nodes.silent(f);
    if (fact instanceof Fact.DispatchAnswered f) jobs.answered(f);
    if (fact instanceof Fact.TenantsLimited f) tenants.limited(f.limits());
    if (fact instanceof Fact.Tick f) tick(f);
    placer.settleReopened();
    return books.takeDecisions();
  }

  /** Why the job waits or where it is; empty when it neither waits nor holds a place. */
  public Optional<Explanation> explain(JobId id) {
    return explainer.explain(id);
  }

  /** The waiting jobs that no registered node could ever run. */
  public Set<JobId> unplaceable() {
    return unplaceable.jobs();
  }

  /** The nodes that are registered and not known to be gone. */
  public List<NodeView> onlineNodes() {
    List<NodeView> online = new ArrayList<>();
    for (NodeBook node : books.fleet.nodes()) {
      NodeView view = node.view();
      if (view != null && node.registered() && node.online()) online.add(view);
    }
    return online;
  }

  /** What became of jobs and of room since the last time, counted. */
  public Map<Outcome, Long> takeOutcomes() {
    return books.tally.take();
  }

  /** How many attempts were given to a node's registration, and are not in {@code held}. */
  public int onTheirWay(NodeId node, long epoch, Set<Held> held) {
    NodeBook book = books.fleet.find(node);
    return book == null ? 0 : book.onTheirWay(epoch, held);
  }

  /** Places looked at since the start, for tests that hold the work to its bounds. */
  long visits() {
    return books.visits.total();
  }

  Books books() {
    return books;
  }

  private void tick(Fact.Tick tick) {
    books.advance(tick.now());
    jobs.allDue();
    for (NodeId id : books.restingNodes.due(books.now())) nodes.rested(id);
    for (NodeId id : books.drains.due(books.now())) nodes.drainDue(id);
    for (JobEntry job : unplaceable.takeNews(NEWS_PER_TICK)) {
      jobs.hears(job, unplaceable.never(job) ? explainer.neverWhy(job) : null);
    }
  }
}
