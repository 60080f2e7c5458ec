package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact.Phase;
import ffrtmp.protocol.worker.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A core with nodes and jobs of its own, whose decisions are carried out as they are made. */
abstract class CoreScenario {
  static final Requirements ONE_CPU = Requirements.DEFAULT;
  static final Map<String, String> LABELS = Map.of("zone", "a");

  SchedulerCore core = new SchedulerCore(Policy.DEFAULT);
  final Map<JobId, SimJob> jobs = new HashMap<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  static Policy policy(Placement placement, boolean fail) {
    Policy p = Policy.DEFAULT;
    return new Policy(
        placement, fail, p.unplaceableGrace(), p.doubt(), p.nodeRest(), p.maxShapes());
  }

  static Requirements needing(String capability) {
    return new Requirements(1000, 1, 0, null, Set.of(capability), Map.of());
  }

  static SimNode node(int number, int slots) {
    var facts = SimNode.facts("node-" + number, slots, 4, 0, Set.of("h264"), Map.of());
    return new SimNode(new NodeId(new UUID(2, number)), facts);
  }

  SimNode ready(SimNode node) {
    on(new Fact.Tick(now));
    on(new Fact.NodeChanged(node.fact()));
    hear(node);
    return node;
  }

  SimJob job(int sequence, Requirements needs) {
    return job(sequence, needs, Queue.DEFAULT);
  }

  SimJob job(int sequence, Requirements needs, Queue queue) {
    return job(sequence, needs, queue, Priority.MEDIUM);
  }

  SimJob job(int sequence, Requirements needs, Queue queue, Priority priority) {
    var job = new SimJob(new JobId(new UUID(1, sequence)), sequence, needs, queue, priority);
    jobs.put(job.id, job);
    return job;
  }

  List<Decision> submit(SimJob job) {
    return on(new Fact.JobChanged(job.fact()));
  }

  List<Decision> finish(SimJob job) {
    job.become(Phase.AWAY);
    return on(new Fact.JobChanged(job.fact()));
  }

  void carryOut(Decision.Dispatch dispatch) {
    SimJob job = jobs.get(dispatch.job());
    assertThat(job.dispatch(dispatch)).isTrue();
    on(new Fact.DispatchAnswered(job.id, dispatch.attempt(), dispatch.node(), true));
    on(new Fact.JobChanged(job.fact()));
  }

  List<Decision> hear(SimNode node, SimJob... held) {
    Set<Held> attempts = new HashSet<>();
    for (SimJob job : held) attempts.add(new Held(job.id, job.attempts));
    return on(new Fact.NodeHeard(node.id, node.epoch, attempts, node.closing));
  }

  List<Decision> tick(Duration by) {
    now = now.plus(by);
    return on(new Fact.Tick(now));
  }

  List<Decision> on(Fact fact) {
    return core.on(fact);
  }

  static Decision.Dispatch dispatch(SimJob job, int attempt, SimNode node) {
    return new Decision.Dispatch(job.id, attempt, node.id, node.facts.name(), node.epoch);
  }
}
