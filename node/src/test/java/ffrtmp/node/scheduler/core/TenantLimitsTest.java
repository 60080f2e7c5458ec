package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How many jobs of a tenant run at a time. */
class TenantLimitsTest {
  private static final Requirements SMALL = Requirements.DEFAULT;
  private static final Requirements LARGE = new Requirements(2000, 1, 0, null, Set.of(), Map.of());
  private static final Requirements NOWHERE =
      new Requirements(1000, 1, 0, null, Set.of("av1"), Map.of());

  private final SchedulerCore core = new SchedulerCore(Policy.DEFAULT);
  private final Map<JobId, SimJob> jobs = new HashMap<>();
  private final List<JobId> running = new ArrayList<>();
  private long sequence;

  @Test
  void aTenantAtItsLimitLeavesRoomToOthers() {
    limit(Map.of("acme", 2));
    node(1, 8);
    List<SimJob> theirs = submit("acme", SMALL, 5);
    assertThat(running).containsExactly(theirs.get(0).id, theirs.get(1).id);
    List<SimJob> others = submit("other", SMALL, 3);
    assertThat(running).hasSize(5).containsAll(others.stream().map(job -> job.id).toList());
  }

  @Test
  void aFreedPlaceWakesOneWaitingJobAndTheBest() {
    limit(Map.of("acme", 1));
    node(1, 8);
    submit("acme", SMALL, 1);
    SimJob low = submit("acme", SMALL, Priority.LOW);
    SimJob high = submit("acme", LARGE, Priority.HIGH);
    assertThat(running).hasSize(1);
    finish(running.get(0));
    assertThat(running).containsExactly(high.id);
    finish(high.id);
    assertThat(running).containsExactly(low.id);
  }

  @Test
  void aJobThatFitsNowhereDoesNotHoldUpItsTenantsOthers() {
    limit(Map.of("acme", 1));
    node(1, 8);
    submit("acme", NOWHERE, Priority.HIGH);
    SimJob first = submit("acme", SMALL, Priority.LOW);
    SimJob second = submit("acme", SMALL, Priority.LOW);
    assertThat(running).containsExactly(first.id);
    finish(first.id);
    assertThat(running).containsExactly(second.id);
  }

  @Test
  void aLimitThatIsRaisedOrTakenAwayStartsWhatItHeldBack() {
    limit(Map.of("acme", 1));
    node(1, 8);
    submit("acme", SMALL, 6);
    assertThat(running).hasSize(1);
    limit(Map.of("acme", 3));
    assertThat(running).hasSize(3);
    limit(Map.of());
    assertThat(running).hasSize(6);
  }

  @Test
  void aLimitThatComesLateCountsWhatRunsAlready() {
    node(1, 8);
    submit("acme", SMALL, 4);
    assertThat(running).hasSize(4);
    limit(Map.of("acme", 2));
    submit("acme", SMALL, 2);
    for (int i = 0; i < 2; i++) finish(running.get(0));
    assertThat(running).as("none is woken above the limit").hasSize(2);
    finish(running.get(0));
    assertThat(running).hasSize(2);
  }

  @Test
  void whyAJobWaitsSaysThatItsTenantIsAtItsLimit() {
    limit(Map.of("acme", 1));
    node(1, 8);
    submit("acme", SMALL, 1);
    SimJob waiting = submit("acme", SMALL, Priority.LOW);
    assertThat(core.explain(waiting.id).orElseThrow().summary())
        .isEqualTo("waits as tenant acme runs 1 jobs and may run 1, number 1 of its kind");
  }

  @Test
  void aThousandJobsOfATenantAtItsLimitCostAFinishNothing() {
    limit(Map.of("acme", 4));
    for (int i = 0; i < 100; i++) node(i, 8);
    submit("acme", SMALL, 1_000);
    assertThat(running).hasSize(4);
    for (int i = 0; i < 200; i++) {
      long before = core.visits();
      finish(running.get(0));
      assertThat(core.visits() - before).as("places looked at").isLessThan(60);
      assertThat(running).hasSize(4);
    }
  }

  private void limit(Map<String, Integer> limits) {
    take(core.on(new Fact.TenantsLimited(limits)));
  }

  private void node(int number, int slots) {
    var facts = SimNode.facts("node-" + number, slots, 64, 0, Set.of("h264"), Map.of());
    SimNode node = new SimNode(new NodeId(new UUID(2, number)), facts);
    core.on(new Fact.Tick(Instant.EPOCH.plusSeconds(1)));
    core.on(new Fact.NodeChanged(node.fact()));
    take(core.on(new Fact.NodeHeard(node.id, node.epoch, Set.of(), false)));
  }

  private List<SimJob> submit(String tenant, Requirements needs, int count) {
    List<SimJob> made = new ArrayList<>();
    for (int i = 0; i < count; i++) made.add(submit(tenant, needs, Priority.MEDIUM));
    return made;
  }

  private SimJob submit(String tenant, Requirements needs, Priority priority) {
    var job =
        new SimJob(new JobId(new UUID(1, ++sequence)), sequence, needs, Queue.DEFAULT, priority);
    job.tenant = tenant;
    jobs.put(job.id, job);
    take(core.on(new Fact.JobChanged(job.fact())));
    return job;
  }

  private void finish(JobId id) {
    SimJob job = jobs.get(id);
    job.become(Phase.AWAY);
    running.remove(id);
    take(core.on(new Fact.JobChanged(job.fact())));
  }

  private void take(List<Decision> decisions) {
    for (Decision decision : decisions) {
      if (!(decision instanceof Decision.Dispatch dispatch)) continue;
      SimJob job = jobs.get(dispatch.job());
      job.dispatch(dispatch);
      running.add(job.id);
      take(core.on(new Fact.JobChanged(job.fact())));
    }
  }
}
