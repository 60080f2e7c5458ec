package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact.Phase;
import ffrtmp.protocol.worker.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SchedulerCoreTest {
  private static final Requirements ONE_CPU = Requirements.DEFAULT;
  private static final Map<String, String> LABELS = Map.of("zone", "a");
  private static final String NEVER =
      "no registered node could ever run it: it needs 1 CPU, 1 MiB of memory, capability hevc_nvenc";

  private SchedulerCore core = new SchedulerCore(Policy.DEFAULT);
  private final Map<JobId, SimJob> jobs = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aJobGoesToANodeOnlyAfterItsWorkerSaidWhatItHolds() {
    SimNode node = node(1, 4);
    assertThat(on(new Fact.NodeChanged(node.fact()))).isEmpty();
    SimJob job = job(1, ONE_CPU);
    assertThat(submit(job)).isEmpty();
    assertThat(hear(node, job)).containsExactly(dispatch(job, 1, node));
  }

  @Test
  void whatBecameOfEachJobIsCountedOnceAndTakenAway() {
    submit(job(1, ONE_CPU));
    assertThat(core.takeOutcomes()).isEqualTo(Map.of(Outcome.NO_NODE, 1L));
    ready(node(1, 2));
    assertThat(core.takeOutcomes()).isEqualTo(Map.of(Outcome.ROOM_CAME_FREE, 1L));
    submit(job(2, ONE_CPU));
    submit(job(3, ONE_CPU));
    submit(job(4, ONE_CPU));
    assertThat(core.takeOutcomes())
        .isEqualTo(
            Map.of(Outcome.ROOM_WAS_FREE, 1L, Outcome.NO_ROOM, 1L, Outcome.BEHIND_OTHERS, 1L));
    assertThat(core.takeOutcomes()).as("taken away").isEmpty();
  }

  @Test
  void roomThatNobodyWantsIsCountedToo() {
    ready(node(1, 1));
    assertThat(core.takeOutcomes()).containsOnlyKeys(Outcome.NOTHING_WAITS);
  }

  @Test
  void theSameFactAgainAndAnOlderOneChangeNothing() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    var waiting = new Fact.JobChanged(job.fact());
    assertThat(on(waiting)).hasSize(1);
    assertThat(on(waiting)).isEmpty();
    carryOut(dispatch(job, 1, node));
    job.become(Phase.AWAY);
    on(new Fact.JobChanged(job.fact()));
    assertThat(on(waiting)).as("a late fact about a finished job").isEmpty();
    assertThat(core.explain(job.id)).isEmpty();
  }

  @Test
  void liveGoesBeforeDefaultBeforeBatchAndThenByPriorityAndAcceptance() {
    SimNode node = node(1, 1);
    on(new Fact.NodeChanged(node.fact()));
    SimJob batch = job(1, ONE_CPU, Queue.BATCH, Priority.HIGH);
    SimJob low = job(2, ONE_CPU, Queue.DEFAULT, Priority.LOW);
    SimJob second = job(4, ONE_CPU, Queue.DEFAULT, Priority.HIGH);
    SimJob first = job(3, ONE_CPU, Queue.DEFAULT, Priority.HIGH);
    SimJob live = job(5, ONE_CPU, Queue.LIVE, Priority.LOW);
    for (SimJob job : List.of(batch, low, second, first, live)) submit(job);
    List<JobId> order = new ArrayList<>();
    List<Decision> decisions = hear(node);
    while (!decisions.isEmpty()) {
      var dispatch = (Decision.Dispatch) decisions.get(0);
      order.add(dispatch.job());
      carryOut(dispatch);
      decisions = finish(jobs.get(dispatch.job()));
    }
    assertThat(order).containsExactly(live.id, first.id, second.id, low.id, batch.id);
  }

  @Test
  void aJobThatFitsNowhereNowBlocksNobodyOfAnotherShape() {
    SimNode node = ready(node(1, 2));
    submit(job(1, ONE_CPU));
    SimJob large = job(2, new Requirements(2000, 1, 0, null, Set.of(), Map.of()), Queue.LIVE);
    assertThat(submit(large)).isEmpty();
    SimJob small = job(3, ONE_CPU);
    assertThat(submit(small)).containsExactly(dispatch(small, 1, node));
  }

  @Test
  void spreadTakesTheEmptiestNodeAndPackTheFullest() {
    SimNode a = ready(node(1, 4));
    SimNode b = ready(node(2, 4));
    SimJob one = job(1, ONE_CPU);
    SimJob two = job(2, ONE_CPU);
    assertThat(submit(one)).containsExactly(dispatch(one, 1, a));
    assertThat(submit(two)).containsExactly(dispatch(two, 1, b));
    core = new SchedulerCore(policy(Placement.PACK, false));
    ready(a);
    ready(b);
    assertThat(submit(one)).containsExactly(dispatch(one, 1, a));
    assertThat(submit(two)).containsExactly(dispatch(two, 1, a));
  }

  @Test
  void aNodeWhereAnAttemptFailedIsTheLastResort() {
    SimNode failed = ready(node(1, 4));
    SimNode other = ready(node(2, 1));
    submit(job(1, ONE_CPU));
    SimJob blocker = job(2, ONE_CPU);
    submit(blocker);
    SimJob job = job(3, ONE_CPU);
    job.avoid.add(failed.id);
    assertThat(submit(job)).as("the other node is full, but could take it").isEmpty();
    other.end();
    assertThat(on(new Fact.NodeChanged(other.fact()))).contains(dispatch(job, 1, failed));
  }

  @Test
  void aRefusedDispatchIsMadeAgainWhenTheTruthIsKnownOrAfterARest() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    submit(job);
    assertThat(on(new Fact.DispatchAnswered(job.id, 1, node.id, false))).isEmpty();
    assertThat(tick(Duration.ofSeconds(9))).isEmpty();
    assertThat(tick(Duration.ofSeconds(2))).containsExactly(dispatch(job, 1, node));
    job.attempts = 5;
    job.revision++;
    on(new Fact.JobChanged(job.fact()));
    assertThat(job.fact().attempts()).isEqualTo(5);
    assertThat(tick(Duration.ofSeconds(2))).containsExactly(dispatch(job, 6, node));
  }

  @Test
  void aLostNodesJobsAreLostOnceAndTheirRoomIsNotGivenAway() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    submit(job);
    carryOut(dispatch(job, 1, node));
    SimJob next = job(2, ONE_CPU);
    submit(next);
    assertThat(on(new Fact.NodeSilent(node.id, 1, "silence")))
        .containsExactly(new Decision.DeclareLost(node.id, 1, "silence"));
    assertThat(on(new Fact.NodeSilent(node.id, 1, "silence"))).isEmpty();
    node.end();
    assertThat(on(new Fact.NodeChanged(node.fact())))
        .containsExactly(new Decision.Lose(job.id, 1, node.id, 1, JobDesk.REGISTRATION_ENDED));
    assertThat(tick(Duration.ofSeconds(11)))
        .as("said again until the job has moved")
        .containsExactly(new Decision.Lose(job.id, 1, node.id, 1, JobDesk.REGISTRATION_ENDED));
    job.end(1, Phase.WAITING);
    on(new Fact.JobChanged(job.fact()));
    node.register(node.facts);
    on(new Fact.NodeChanged(node.fact()));
    assertThat(hear(node)).as("it kept its place").containsExactly(dispatch(job, 2, node));
  }

  @Test
  void aNodeThatHandedAJobBackRestsAMoment() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    submit(job);
    carryOut(dispatch(job, 1, node));
    job.end(1, Phase.WAITING);
    assertThat(on(new Fact.JobChanged(job.fact()))).isEmpty();
    assertThat(tick(Duration.ofMillis(999))).isEmpty();
    assertThat(tick(Duration.ofMillis(1))).containsExactly(dispatch(job, 2, node));
  }

  @Test
  void aNodeThatHandsBackAgainAndAgainRestsLongerUntilAJobRunsThere() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    carryOut((Decision.Dispatch) submit(job).get(0));
    for (int rest : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
      job.end(job.attempts, Phase.WAITING);
      on(new Fact.JobChanged(job.fact()));
      assertThat(tick(Duration.ofSeconds(rest).minusMillis(1))).isEmpty();
      carryOut((Decision.Dispatch) tick(Duration.ofMillis(1)).get(0));
    }
    finish(job);
    SimJob next = job(2, ONE_CPU);
    carryOut((Decision.Dispatch) submit(next).get(0));
    next.end(1, Phase.WAITING);
    on(new Fact.JobChanged(next.fact()));
    assertThat(tick(Duration.ofSeconds(1))).containsExactly(dispatch(next, 2, node));
  }

  @Test
  void aJobStartsNotBeforeItsTime() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    job.notBefore = now.plusSeconds(30);
    assertThat(submit(job)).isEmpty();
    assertThat(core.explain(job.id).orElseThrow().summary()).contains("must not start before");
    assertThat(tick(Duration.ofSeconds(29))).isEmpty();
    assertThat(tick(Duration.ofSeconds(1))).containsExactly(dispatch(job, 1, node));
  }

  @Test
  void aDrainingNodeTakesNothingAndAfterTheDeadlineItsJobsAreAskedBack() {
    SimNode node = ready(node(1, 2));
    SimJob job = job(1, ONE_CPU);
    submit(job);
    carryOut(dispatch(job, 1, node));
    node.draining = true;
    node.deadline = now.plusSeconds(5);
    node.revision++;
    on(new Fact.NodeChanged(node.fact()));
    assertThat(submit(job(2, ONE_CPU))).isEmpty();
    assertThat(tick(Duration.ofSeconds(4))).isEmpty();
    assertThat(tick(Duration.ofSeconds(1)))
        .containsExactly(new Decision.HandBack(job.id, 1, node.id, 1));
  }

  @Test
  void aNodeWhoseWorkerEndsTakesNothingUntilItIsRegisteredAnew() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    carryOut((Decision.Dispatch) submit(job).get(0));
    node.closing = true;
    hear(node, job);
    job.end(1, Phase.WAITING);
    assertThat(submit(job)).as("handed back").isEmpty();
    assertThat(core.explain(job.id).orElseThrow().nodes().get(0).lacks())
        .containsExactly("is ending");
    assertThat(on(new Fact.NodeHeard(node.id, 1, Set.of(), false)))
        .as("a keeper that has yet to hear of it")
        .isEmpty();
    assertThat(tick(Duration.ofMinutes(2))).isEmpty();
    node.register(node.facts);
    on(new Fact.NodeChanged(node.fact()));
    assertThat(on(new Fact.NodeHeard(node.id, 1, Set.of(), true)))
        .as("late, of the life before")
        .isEmpty();
    assertThat(hear(node)).containsExactly(dispatch(job, 2, node));
  }

  @Test
  void aNodeThatEndsBeforeItWasEverHeardTakesNothing() {
    SimNode node = node(1, 1);
    node.closing = true;
    on(new Fact.NodeChanged(node.fact()));
    submit(job(1, ONE_CPU));
    assertThat(hear(node)).isEmpty();
  }

  @Test
  void aNodeThatEndsLeavesItsWorkToALastResort() {
    SimNode failed = ready(node(1, 4));
    SimNode other = ready(node(2, 1));
    submit(job(1, ONE_CPU));
    submit(job(2, ONE_CPU));
    SimJob job = job(3, ONE_CPU);
    job.avoid.add(failed.id);
    assertThat(submit(job)).as("the other node is full, but could take it").isEmpty();
    other.closing = true;
    assertThat(hear(other)).contains(dispatch(job, 1, failed));
  }

  @Test
  void whatAWorkerShouldHoldAndDoesNotIsWoken() {
    SimNode node = ready(node(1, 1));
    SimJob job = job(1, ONE_CPU);
    submit(job);
    carryOut(dispatch(job, 1, node));
    assertThat(hear(node)).isEmpty();
    tick(Duration.ofSeconds(10));
    assertThat(hear(node)).containsExactly(new Decision.Wake(job.id));
    tick(Duration.ofSeconds(10));
    assertThat(hear(node, job)).as("it holds it now").isEmpty();
  }

  @Test
  void aJobThatNoNodeCouldEverRunSaysSoAndWaits() {
    ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    submit(job);
    var explanation = core.explain(job.id).orElseThrow();
    assertThat(explanation.reason()).isEqualTo(FailureReason.CAPABILITY_MISMATCH);
    assertThat(explanation.nodes().get(0).lacks()).containsExactly("capability hevc_nvenc");
    assertThat(core.unplaceable()).containsExactly(job.id);
    assertThat(tick(Duration.ofSeconds(9))).as("within the grace").isEmpty();
    List<Decision> decisions = tick(Duration.ofSeconds(1));
    assertThat(decisions).containsExactly(new Decision.SayUnplaceable(job.id, NEVER));
    assertThat(explanation.summary()).isEqualTo(NEVER);
    assertThat(tick(Duration.ofDays(1))).as("it is said once").isEmpty();
    job.say(NEVER);
    submit(job);
    assertThat(tick(Duration.ofDays(1))).as("the job says it").isEmpty();
  }

  @Test
  void aSchedulerThatComesNewToAJobThatSaysSoDoesNotTellItAgain() {
    ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    job.say(NEVER);
    submit(job);
    assertThat(tick(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void aJobThatQueuesLateToAnUnplaceableShapeIsToldAsWell() {
    ready(node(1, 2));
    submit(job(1, needing("hevc_nvenc")));
    assertThat(tick(Duration.ofDays(1))).hasSize(1);
    SimJob late = job(2, needing("hevc_nvenc"));
    submit(late);
    assertThat(tick(Duration.ZERO)).containsExactly(new Decision.SayUnplaceable(late.id, NEVER));
  }

  @Test
  void aJobThatSaysThatNoNodeCouldRunItTakesItBackWhenOneComesThatIsFull() {
    ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    job.say(NEVER);
    submit(job);
    tick(Duration.ofDays(1));
    SimNode able = node(2, 1);
    able.facts = SimNode.facts("able", 1, 4, 0, Set.of("hevc_nvenc"), Map.of());
    on(new Fact.NodeChanged(able.fact()));
    assertThat(tick(Duration.ZERO)).containsExactly(new Decision.SayPlaceable(job.id));
    assertThat(tick(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void whileNoNodeIsRegisteredAJobKeepsWhatItSays() {
    SimNode node = ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    job.say(NEVER);
    submit(job);
    node.removed = true;
    node.end();
    on(new Fact.NodeChanged(node.fact()));
    assertThat(tick(Duration.ofDays(1))).isEmpty();
    SimNode able = node(2, 1);
    able.facts = SimNode.facts("able", 1, 4, 0, Set.of("hevc_nvenc"), Map.of());
    on(new Fact.NodeChanged(able.fact()));
    assertThat(tick(Duration.ZERO)).containsExactly(new Decision.SayPlaceable(job.id));
  }

  @Test
  void aMultitudeIsToldAFewAtATimeAndEachOnce() {
    ready(node(1, 2));
    for (int i = 1; i <= 450; i++) submit(job(i, needing("hevc_nvenc")));
    Set<JobId> told = new HashSet<>();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Decision> decisions = tick(Duration.ofSeconds(10));
      decisions.forEach(d -> told.add(((Decision.SayUnplaceable) d).job()));
      sizes.add(decisions.size());
    }
    assertThat(sizes).containsExactly(200, 200, 50, 0);
    assertThat(told).hasSize(450);
  }

  @Test
  void whatANodeLacksIsNamedWithWhatItHasInstead() {
    var constraints = Constraints.of(new Requirements(1, 1, 1, "A100", Set.of("av1"), LABELS));
    var traits = new Traits(Map.of("zone", "b"), Set.of(), "Tesla T4");
    assertThat(constraints.lacking(traits))
        .containsExactly(
            "capability av1", "label zone=a (it has b)", "GPU type a100 (it has Tesla T4)");
  }

  @Test
  void anOfflineNodeThatCouldRunItIsWorthWaitingFor() {
    SimNode node = node(1, 2);
    node.end();
    on(new Fact.NodeChanged(node.fact()));
    SimJob job = job(1, ONE_CPU);
    submit(job);
    assertThat(core.unplaceable()).isEmpty();
    assertThat(core.explain(job.id).orElseThrow().reason()).isNull();
    assertThat(core.explain(job.id).orElseThrow().nodes().get(0).lacks()).contains("is offline");
  }

  @Test
  void whereUnplaceableJobsFailTheyFailAfterTheGraceUnlessANodeComes() {
    core = new SchedulerCore(policy(Placement.SPREAD, true));
    tick(Duration.ZERO);
    SimJob early = job(1, needing("av1"));
    submit(early);
    assertThat(tick(Duration.ofMinutes(1))).as("no node is registered at all").isEmpty();
    ready(node(1, 2));
    SimJob saved = job(2, needing("hevc"));
    submit(saved);
    tick(Duration.ofSeconds(5));
    SimNode able = node(2, 1);
    able.facts = SimNode.facts("able", 1, 4, 0, Set.of("hevc"), Map.of());
    assertThat(on(new Fact.NodeChanged(able.fact()))).isEmpty();
    assertThat(hear(able)).containsExactly(dispatch(saved, 1, able));
    List<Decision> decisions = tick(Duration.ofSeconds(5));
    assertThat(decisions).hasSize(1);
    assertThat(((Decision.GiveUp) decisions.get(0)).job()).isEqualTo(early.id);
    assertThat(((Decision.GiveUp) decisions.get(0)).why()).contains("capability av1");
  }

  @Test
  void anExplanationNamesThePositionAndWhatEachNodeLacks() {
    ready(node(1, 1));
    submit(job(1, ONE_CPU));
    SimJob second = job(2, ONE_CPU);
    SimJob third = job(3, ONE_CPU);
    submit(second);
    submit(third);
    var explanation = core.explain(third.id).orElseThrow();
    assertThat(explanation.position()).isEqualTo(2);
    assertThat(explanation.reason()).isNull();
    assertThat(explanation.nodes().get(0).lacks())
        .containsExactly("slots: none free of 1", "CPU: needs 1, 0 free of 1");
  }

  @Test
  void aJobOnANodeThatNobodyKnowsIsLostAfterAWhile() {
    tick(Duration.ZERO);
    SimJob job = job(1, ONE_CPU);
    job.dispatch(new Decision.Dispatch(job.id, 1, new NodeId(new UUID(2, 9)), "gone", 3));
    assertThat(submit(job)).isEmpty();
    assertThat(tick(Duration.ofSeconds(59))).isEmpty();
    assertThat(tick(Duration.ofSeconds(1)))
        .containsExactly(new Decision.Lose(job.id, 1, job.node, 3, JobDesk.REGISTRATION_ENDED));
  }

  @Test
  void demandsAreRoundedUpAndRoomDown() {
    Room demand =
        Quantizer.demand(new Requirements(1001, (1L << 20) + 1, 0, null, Set.of(), Map.of()));
    assertThat(demand).isEqualTo(new Room(1, 101, 2, 0));
    assertThat(Quantizer.room(2, 4, (3L << 20) - 1, 1)).isEqualTo(new Room(2, 400, 2, 1));
    assertThat(Quantizer.coarse(new Room(1, 901, 1025, 0))).isEqualTo(new Room(1, 1024, 1280, 0));
    assertThat(Quantizer.coarse(new Room(1, 7, 0, 0))).isEqualTo(new Room(1, 7, 0, 0));
  }

  private static Policy policy(Placement placement, boolean fail) {
    Policy p = Policy.DEFAULT;
    return new Policy(
        placement, fail, p.unplaceableGrace(), p.doubt(), p.nodeRest(), p.maxShapes());
  }

  private static Requirements needing(String capability) {
    return new Requirements(1000, 1, 0, null, Set.of(capability), Map.of());
  }

  private static SimNode node(int number, int slots) {
    var facts = SimNode.facts("node-" + number, slots, 4, 0, Set.of("h264"), Map.of());
    return new SimNode(new NodeId(new UUID(2, number)), facts);
  }

  private SimNode ready(SimNode node) {
    on(new Fact.Tick(now));
    on(new Fact.NodeChanged(node.fact()));
    hear(node);
    return node;
  }

  private SimJob job(int sequence, Requirements needs) {
    return job(sequence, needs, Queue.DEFAULT);
  }

  private SimJob job(int sequence, Requirements needs, Queue queue) {
    return job(sequence, needs, queue, Priority.MEDIUM);
  }

  private SimJob job(int sequence, Requirements needs, Queue queue, Priority priority) {
    var job = new SimJob(new JobId(new UUID(1, sequence)), sequence, needs, queue, priority);
    jobs.put(job.id, job);
    return job;
  }

  private List<Decision> submit(SimJob job) {
    return on(new Fact.JobChanged(job.fact()));
  }

  private List<Decision> finish(SimJob job) {
    job.become(Phase.AWAY);
    return on(new Fact.JobChanged(job.fact()));
  }

  private void carryOut(Decision.Dispatch dispatch) {
    SimJob job = jobs.get(dispatch.job());
    assertThat(job.dispatch(dispatch)).isTrue();
    on(new Fact.DispatchAnswered(job.id, dispatch.attempt(), dispatch.node(), true));
    on(new Fact.JobChanged(job.fact()));
  }

  private List<Decision> hear(SimNode node, SimJob... held) {
    Set<Held> attempts = new HashSet<>();
    for (SimJob job : held) attempts.add(new Held(job.id, job.attempts));
    return on(new Fact.NodeHeard(node.id, node.epoch, attempts, node.closing));
  }

  private List<Decision> tick(Duration by) {
    now = now.plus(by);
    return on(new Fact.Tick(now));
  }

  private List<Decision> on(Fact fact) {
    return core.on(fact);
  }

  private static Decision.Dispatch dispatch(SimJob job, int attempt, SimNode node) {
    return new Decision.Dispatch(job.id, attempt, node.id, node.facts.name(), node.epoch);
  }
}
