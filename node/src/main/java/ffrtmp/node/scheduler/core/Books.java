package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that the core remembers between facts, and the decisions of the fact at hand. */
final class Books {

  private static final int REMEMBERED = 65_536;

  final Policy policy;
  final Visits visits = new Visits();
  final Tally tally = new Tally();
  final Fleet fleet;
  final Shapes shapes;
  final Tenants tenants;
  final Map<JobId, JobEntry> jobs = new HashMap<>();
  final Parking<JobId> parkedJobs = new Parking<>();
  final Parking<NodeId> restingNodes = new Parking<>();
  final Parking<NodeId> drains = new Parking<>();

  private final Tombstones<JobId> forgotten = new Tombstones<>(REMEMBERED);
  private List<Decision> decisions = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  Books(Policy policy) {
    this.policy = policy;
    fleet = new Fleet(policy.placement(), visits);
    shapes = new Shapes(policy.maxShapes());
    tenants = new Tenants(shapes);
  }

  Instant now() {
    return now;
  }

  void advance(Instant to) {
    if (to.isAfter(now)) now = to;
  }

  void decide(Decision decision) {
    decisions.add(decision);
  }

  List<Decision> takeDecisions() {
    List<Decision> taken = decisions;
    decisions = new ArrayList<>();
    return taken;
  }

  boolean isOld(JobFact fact) {
    JobEntry known = jobs.get(fact.id());
    return known == null
        ? forgotten.covers(fact.id(), fact.revision())
        : fact.revision() <= known.fact().revision();
  }

  void remember(JobEntry job) {
    forgotten.rise(job.id());
    jobs.put(job.id(), job);
  }

  void forget(JobFact last) {
    jobs.remove(last.id());
    forgotten.bury(last.id(), last.revision());
  }
}
