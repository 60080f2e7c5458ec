package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
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

  Invariants(SchedulerCore core) {
    books = core.books();
  }

  void answered(Fact.DispatchAnswered answer) {
    unanswered.remove(answer.job() + "/" + answer.attempt());
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

  void check(List<Decision> decisions) {
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Dispatch d) checkDispatch(d);
    }
    noNodeAdmitsAWaitingShape();
    roomIsWhatReservationsLeave();
    queuesAndEntriesAgree();
    tenantsAreClosedAtTheirLimitsAlone();
    closed.keySet().removeIf(id -> books.fleet.find(id) == null);
  }

  private void checkDispatch(Decision.Dispatch d) {
    assertThat(unanswered.add(d.job() + "/" + d.attempt()))
        .as("%s while the same attempt is not answered", d)
        .isTrue();
    NodeBook node = books.fleet.find(d.node());
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
                          && !queue.shape().avoid().contains(node.id()));
      for (NodeBook node : books.fleet.nodes()) {
        boolean allowed = !elsewhere || !queue.shape().avoid().contains(node.id());
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

  private static Room brute(NodeBook node) {
    Room room = declared(node);
    for (NodeBook.Reservation taken : node.reservations().values()) {
      room = room.minus(taken.demand());
    }
    return room;
  }

  private static Room declared(NodeBook node) {
    NodeView view = node.view();
    if (view == null) return Room.NONE;
    var facts = view.facts();
    return Quantizer.room(
        facts.maxConcurrentJobs(), facts.cpuThreads(), facts.ramTotalBytes(), facts.gpuCount());
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
