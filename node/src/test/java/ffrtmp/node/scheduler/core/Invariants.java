package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.worker.Held;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after every fact, found by looking at everything: no tree, no cache. */
final class Invariants {
  private final Books books;
  private final Set<String> unanswered = new HashSet<>();
  private final Map<NodeId, Long> closed = new HashMap<>();
  private Map<String, Integer> limits = Map.of();
  private final Map<NodeId, Fact.Offered> offers = new HashMap<>();
  private final Map<NodeId, Integer> credit = new HashMap<>();

  Invariants(SchedulerCore core) {
    books = core.books();
  }

  void answered(Fact.DispatchAnswered answer) {
    unanswered.remove(answer.job() + "/" + answer.attempt());
    JobEntry job = books.jobs.get(answer.job());
    var pending = job == null ? null : job.pending();
    if (pending == null || pending.attempt() != answer.attempt()) return;
    NodeBook node = books.fleet.find(answer.node());
    if (node != null && node.reservations().containsKey(answer.job())) {
      credit.merge(answer.node(), 1, Integer::sum);
    }
  }

  /** The core has no use for what is said of a node that it does not know. */
  void closing(Fact.NodeHeard heard) {
    if (books.fleet.find(heard.node()) != null) {
      closed.merge(heard.node(), heard.epoch(), Math::max);
    }
  }

  void limited(Fact.TenantsLimited fact) {
    limits = fact.limits();
  }

  /** How many of the tenant's jobs take a place, as the core has to count them. */
  long running(String tenant) {
    return books.jobs.values().stream()
        .filter(job -> tenant.equals(job.fact().tenantId()))
        .filter(job -> job.queue() == null && job.stand() != JobEntry.Stand.PARKED)
        .count();
  }

  /** Only the newest word of a proxy's life counts; what is on its way has a poll already. */
  void offered(Fact.Offered now) {
    NodeBook node = books.fleet.find(now.node());
    if (node == null) return;
    Fact.Offered last = offers.get(now.node());
    boolean old =
        last != null
            && (now.epoch() < last.epoch()
                || (last.proxy().equals(now.proxy()) && now.number() <= last.number()));
    if (old) return;
    offers.put(now.node(), now);
    int polls = now.polls();
    for (var reserved : node.reservations().entrySet()) {
      Held held = new Held(reserved.getKey(), reserved.getValue().attempt());
      if (reserved.getValue().epoch() == now.epoch() && !now.held().contains(held)) polls--;
    }
    credit.put(now.node(), polls);
  }

  void check(List<Decision> decisions) {
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Dispatch d) credit.merge(d.node(), -1, Integer::sum);
      if (decision instanceof Decision.Dispatch d) checkDispatch(d);
    }
    noNodeAdmitsAWaitingShape();
    roomIsWhatReservationsLeave();
    queuesAndEntriesAgree();
    tenantsAreClosedAtTheirLimitsAlone();
    closed.keySet().removeIf(id -> books.fleet.find(id) == null);
    offers.keySet().removeIf(id -> books.fleet.find(id) == null);
  }

  private void checkDispatch(Decision.Dispatch d) {
    assertThat(unanswered.add(d.job() + "/" + d.attempt()))
        .as("%s while the same attempt is not answered", d)
        .isTrue();
    NodeBook node = books.fleet.find(d.node());
    assertThat(bars(Shapes.shape(books.jobs.get(d.job()).fact()), node))
        .as("%s to a node that may still run a lost attempt", d)
        .isFalse();
    assertThat(takesPlacements(node)).as("%s to a node that takes placements", d).isTrue();
    assertThat(brute(node).admits(new Room(0, 0, 0, 0))).as("%s overcommits", d).isTrue();
    JobEntry job = books.jobs.get(d.job());
    String tenant = job.fact().tenantId();
    if (tenant != null && limits.containsKey(tenant)) {
      assertThat(running(tenant)).as("%s of %s", d, tenant).isLessThanOrEqualTo(limits.get(tenant));
    }
    Shape shape = Shapes.shape(job.fact());
    for (JobEntry other : books.jobs.values()) {
      boolean waits = other.stand() == JobEntry.Stand.QUEUED && counted(other).equals(counted(job));
      if (waits && Shapes.shape(other.fact()).equals(shape)) {
        assertThat(job.rank()).as("order within a shape").isLessThan(other.rank());
      }
    }
  }

  private void noNodeAdmitsAWaitingShape() {
    for (ShapeQueue queue : books.shapes.waiting()) {
      boolean elsewhere =
          books.fleet.nodes().stream()
              .anyMatch(
                  node ->
                      available(node)
                          && fits(node, queue.shape(), declared(node))
                          && !bars(queue.shape(), node)
                          && !queue.shape().avoid().contains(node.id()));
      for (NodeBook node : books.fleet.nodes()) {
        boolean allowed =
            !bars(queue.shape(), node)
                && (!elsewhere || !queue.shape().avoid().contains(node.id()));
        boolean admits = allowed && takesPlacements(node) && fits(node, queue.shape(), brute(node));
        assertThat(admits)
            .as("node %s admits a waiting shape %s", node.name(), queue.shape())
            .isFalse();
      }
    }
  }

  /** Whose limit holds for the job; none's, where that is none. */
  private String counted(JobEntry job) {
    String tenant = job.fact().tenantId();
    return tenant != null && limits.containsKey(tenant) ? tenant : "";
  }

  private void tenantsAreClosedAtTheirLimitsAlone() {
    for (ShapeQueue queue : books.shapes.waiting()) {
      TenantBook tenant = queue.tenant();
      if (tenant == null) continue;
      assertThat(running(tenant.name())).as(tenant.name()).isLessThan(limits.get(tenant.name()));
    }
    for (ShapeQueue queue : books.shapes.closed()) {
      String tenant = queue.tenant().name();
      assertThat(running(tenant)).as(tenant).isGreaterThanOrEqualTo(limits.get(tenant));
      assertThat(queue.isEmpty()).isFalse();
    }
  }

  private void roomIsWhatReservationsLeave() {
    for (NodeBook node : books.fleet.nodes()) {
      if (node.view() != null) assertThat(node.free()).isEqualTo(brute(node));
    }
  }

  private void queuesAndEntriesAgree() {
    Map<JobId, ShapeQueue> queued = new HashMap<>();
    for (ShapeQueue queue : books.shapes.waiting()) {
      queue.jobs().forEach(job -> assertThat(queued.put(job.id(), queue)).isNull());
    }
    for (ShapeQueue queue : books.shapes.closed()) {
      queue.jobs().forEach(job -> assertThat(queued.put(job.id(), queue)).isNull());
    }
    books.jobs.forEach((id, job) -> assertThat(job.queue()).isSameAs(queued.remove(id)));
    assertThat(queued).isEmpty();
  }

  private Room brute(NodeBook node) {
    Room room = declared(node);
    for (NodeBook.Reservation taken : node.reservations().values()) {
      room = room.minus(taken.demand());
    }
    if (!node.worksByPolls()) return room;
    Fact.Offered offer = offers.get(node.id());
    boolean current = offer != null && offer.epoch() == node.epoch();
    return room.withSlots(current ? credit.get(node.id()) : 0);
  }

  private static Room declared(NodeBook node) {
    NodeView view = node.view();
    if (view == null) return Room.NONE;
    var facts = view.facts();
    return Quantizer.room(
        facts.maxConcurrentJobs(), facts.cpuThreads(), facts.ramTotalBytes(), facts.gpuCount());
  }

  private static boolean bars(Shape shape, NodeBook node) {
    return shape.barred().stream()
        .anyMatch(lost -> lost.node().equals(node.id()) && lost.epoch() >= node.life());
  }

  private boolean available(NodeBook node) {
    NodeView view = node.view();
    return view != null
        && node.registered()
        && view.online()
        && !view.draining()
        && !node.condemned()
        && !Long.valueOf(node.epoch()).equals(closed.get(node.id()));
  }

  private boolean takesPlacements(NodeBook node) {
    return available(node) && node.confirmed() && !node.resting();
  }

  private static boolean fits(NodeBook node, Shape shape, Room room) {
    NodeView view = node.view();
    return view != null
        && shape.constraints().metBy(Traits.of(view.facts()))
        && room.admits(shape.demand());
  }
}
