package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SchedulerCoreTest extends CoreScenario {
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
}
