package ffrtmp.node.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.node.lease.LeaseReport;
import ffrtmp.node.scheduler.core.Fact;
import ffrtmp.node.scheduler.core.Policy;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.port.JobFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerActorTest {
  private static final SchedulerSettings SETTINGS =
      new SchedulerSettings(
          Policy.DEFAULT,
          Duration.ofMillis(250),
          Duration.ofMillis(200),
          2,
          Duration.ofSeconds(5),
          1,
          Duration.ofSeconds(5),
          Duration.ofSeconds(90));

  /** What reached a job, and which. */
  private record Told(JobId job, JobCommand command) {}

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH.plusSeconds(9));
  private final AtomicReference<Map<String, Integer>> limits = new AtomicReference<>(Map.of());
  private final FakeFeed feed = new FakeFeed();
  private final TestProbe<Told> jobs = kit.createTestProbe();
  private final TestProbe<NodeCommand> nodes = kit.createTestProbe();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void whatTheTablesHoldIsPlacedOnceTheWorkerReported() {
    feed.holds(Samples.node(1, 1, true));
    feed.holds(Samples.waiting(1));
    var scheduler = start();
    hear(scheduler);
    var dispatch = dispatch(1);
    assertThat(dispatch.attempt()).isEqualTo(1);
    assertThat(dispatch.node()).isEqualTo(Samples.NODE);
    assertThat(dispatch.epoch()).isEqualTo(1);
  }

  @Test
  void theFeedIsFollowedInPagesAndHintsAreFaster() {
    var scheduler = start();
    feed.change(new Fact.NodeChanged(Samples.node(1, 1, true)));
    for (int i = 1; i <= 2; i++) feed.change(new Fact.JobChanged(Samples.waiting(i)));
    pass(200);
    awaitLoaded(scheduler);
    hear(scheduler);
    // each decision is carried out by an actor of its own, so they arrive in any order
    assertThat(List.of(jobs.receiveMessage().job(), jobs.receiveMessage().job()))
        .containsExactlyInAnyOrder(Samples.id(1), Samples.id(2));
    scheduler.tell(new SchedulerCommand.JobHint(Samples.waiting(3)));
    dispatch(3);
  }

  @Test
  void whatAKeeperHeardOfAWorkerThatEndsReachesTheDecisions() {
    feed.holds(Samples.node(1, 1, true));
    feed.holds(Samples.waiting(1));
    var scheduler = start();
    tell(scheduler, Samples.report("k", 1_000_000, 0, true));
    TestProbe<SchedulerCommand.Explained> asker = kit.createTestProbe();
    scheduler.tell(new SchedulerCommand.Explain(Samples.id(1), asker.ref()));
    assertThat(asker.receiveMessage().explanation().nodes().get(0).lacks())
        .containsExactly("is ending");
  }

  @Test
  void aDispatchIsAskedAgainWithTheSameAttemptUntilTheAnswerIsDefinite() {
    feed.holds(Samples.node(1, 1, true));
    feed.holds(Samples.waiting(1));
    var scheduler = start();
    hear(scheduler);
    var first = dispatch(1);
    pass(5000);
    var second = dispatch(1);
    assertThat(second.attempt()).isEqualTo(first.attempt());
    second.replyTo().tell(new JobReply.Refused(Refusal.UNAVAILABLE, "not now", null));
    pass(5000);
    var third = dispatch(1);
    third.replyTo().tell(new JobReply.Refused(Refusal.STALE_ATTEMPT, "moved on", null));
    awaitSummary(scheduler, 1, "rests after a refused decision");
    pass(5000);
    jobs.expectNoMessage();
    pass(6000);
    assertThat(dispatch(1).attempt())
        .as("it rested, as nothing explained the refusal")
        .isEqualTo(1);
  }

  @Test
  void aJobThatNoNodeCouldRunIsToldSoUntilItsAnswerIsDefinite() {
    feed.holds(Samples.node(1, 1, true));
    feed.holds(Samples.tooLarge(1));
    start();
    // The clock alone, and then one tick: the errand's own timer must not run along.
    now.updateAndGet(at -> at.plusSeconds(10));
    pass(250);
    var first = (JobCommand.Unplaceable) jobs.receiveMessage().command();
    assertThat(first.why()).contains("64 CPU");
    pass(5000);
    var second = (JobCommand.Unplaceable) jobs.receiveMessage().command();
    assertThat(second.why()).isEqualTo(first.why());
    second.replyTo().tell(new JobReply.Refused(Refusal.WRONG_PHASE, "moved on", null));
    jobs.expectNoMessage();
    pass(10_000);
    jobs.expectNoMessage();
  }

  @Test
  void jobsFoundInTheirPlacesAreWokenAFewAtATime() {
    feed.holds(Samples.node(1, 1, true));
    feed.holds(Samples.placed(1));
    feed.holds(Samples.placed(2));
    start();
    pass(250);
    var first = jobs.receiveMessage();
    assertThat(first.command()).isInstanceOf(JobCommand.Get.class);
    jobs.expectNoMessage();
    pass(250);
    assertThat(jobs.receiveMessage().job()).isNotEqualTo(first.job());
  }

  @Test
  void aWorkerThatNobodyHearsIsDeclaredLostAndItsJobsWithIt() {
    feed.holds(Samples.node(1, 1, true));
    feed.holds(Samples.placed(1));
    var scheduler = start();
    hear(scheduler);
    pass(250);
    assertThat(jobs.receiveMessage().command()).isInstanceOf(JobCommand.Get.class);
    pass(7000);
    tell(scheduler, Samples.report("k", 1_000_000, 7_000));
    pass(250);
    var lost = nodes.expectMessageClass(NodeCommand.LeaseLost.class);
    assertThat(lost.epoch()).isEqualTo(1);
    scheduler.tell(new SchedulerCommand.NodeHint(Samples.node(2, 2, false)));
    var attempt = (JobCommand.AttemptLost) jobs.receiveMessage().command();
    assertThat(attempt.attempt()).isEqualTo(1);
    assertThat(attempt.epoch()).isEqualTo(1);
  }

  @Test
  void aLoadThatFailsIsTriedAgain() {
    feed.breakLoads(1);
    feed.holds(Samples.node(1, 1, true));
    feed.holds(Samples.placed(1));
    var scheduler = start();
    pass(5000);
    awaitLoaded(scheduler);
    pass(250);
    assertThat(jobs.receiveMessage().job()).isEqualTo(Samples.id(1));
  }

  @Test
  void everyJobItHoldsIsExplained() {
    feed.holds(Samples.waiting(1));
    var scheduler = start();
    awaitSummary(scheduler, 1, "no node is registered");
    TestProbe<SchedulerCommand.Explained> asker = kit.createTestProbe();
    scheduler.tell(new SchedulerCommand.JobHint(Samples.job(1, 5, JobFact.Phase.AWAY, 0)));
    scheduler.tell(new SchedulerCommand.Explain(Samples.id(1), asker.ref()));
    assertThat(asker.receiveMessage().explanation()).isNull();
  }

  private ActorRef<SchedulerCommand> start() {
    var ports =
        new SchedulerActor.Ports(
            feed,
            (id, command) -> jobs.ref().tell(new Told(id, command)),
            (id, command) -> nodes.ref().tell(command),
            () -> Set.of("k"),
            limits::get,
            new SchedulerMeters(),
            new MovingClock());
    var scheduler = kit.spawn(SchedulerActor.create(ports, SETTINGS));
    awaitLoaded(scheduler);
    return scheduler;
  }

  /** An answer shows that what was sent before it has been dealt with. */
  private void awaitLoaded(ActorRef<SchedulerCommand> scheduler) {
    TestProbe<SchedulerCommand.UnplaceableJobs> asker = kit.createTestProbe();
    for (int i = 0; i < 3; i++) {
      scheduler.tell(new SchedulerCommand.FindUnplaceable(asker.ref()));
      asker.receiveMessage();
    }
  }

  private void awaitSummary(ActorRef<SchedulerCommand> scheduler, int job, String summary) {
    TestProbe<SchedulerCommand.Explained> asker = kit.createTestProbe();
    asker.awaitAssert(
        () -> {
          scheduler.tell(new SchedulerCommand.Explain(Samples.id(job), asker.ref()));
          assertThat(asker.receiveMessage().explanation().summary()).isEqualTo(summary);
          return null;
        });
  }

  private void hear(ActorRef<SchedulerCommand> scheduler) {
    tell(scheduler, Samples.report("k", 1_000_000, 0));
  }

  private static void tell(ActorRef<SchedulerCommand> scheduler, LeaseReport report) {
    scheduler.tell(new SchedulerCommand.Leases(report));
  }

  private JobCommand.Dispatch dispatch(int number) {
    Told told = jobs.receiveMessage();
    assertThat(told.job()).isEqualTo(Samples.id(number));
    return (JobCommand.Dispatch) told.command();
  }

  private void pass(long millis) {
    now.updateAndGet(at -> at.plusMillis(millis));
    time.timePasses(Duration.ofMillis(millis));
  }

  private final class MovingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
