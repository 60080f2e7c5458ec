package ffrtmp.node.proxy;

import static ffrtmp.node.proxy.Samples.EPOCH;
import static ffrtmp.node.proxy.Samples.JOB;
import static ffrtmp.node.proxy.Samples.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.node.lease.ManualNanos;
import ffrtmp.node.scheduler.SchedulerCommand;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.Registration;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node's proxy among probes for its job, its entity, the scheduler and a keeper of leases. */
class HttpNodeActorTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Held FIRST = new Held(JOB, 1);
  private static final Sender OWN = new Sender("n1-key", Samples.NAME, "10.0.0.1");
  private static final Sender FOREIGN = new Sender("n2-key", "n2", "10.0.0.2");
  private static final WorkerCommand.Run RUN = new WorkerCommand.Run(JOB, 1, Samples.spec());
  private static final WorkerAnswer NOTHING = new WorkerAnswer.HandedOut(null);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualNanos time = new ManualNanos(ManualTime.get(kit.system()));
  private final TestProbe<JobCommand> job = kit.createTestProbe();
  private final TestProbe<NodeCommand> entity = kit.createTestProbe();
  private final TestProbe<SchedulerCommand> scheduler = kit.createTestProbe();
  private final TestProbe<LeaseKeeper.Command> keeper = kit.createTestProbe();
  private final AtomicInteger names = new AtomicInteger();
  private final HandOuts handOuts = new HandOuts();
  private Set<String> controlNodes = Set.of("k1");
  private ActorRef<HttpNodeCommand> proxy;
  private ActorRef<WorkerCommand> commands;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aPollIsAnOfferOfOneSlotAndIsAnsweredOnceTheJobHasCommittedTheStart() {
    registered();
    TestProbe<WorkerAnswer> poll = poll("p1");
    assertThat(offer().waiting()).isEqualTo(1);
    commands.tell(RUN);
    JobCommand.Report started = job.expectMessageClass(JobCommand.Report.class);
    assertThat(started.report()).isEqualTo(new WorkerReport.Started());
    poll.expectNoMessage();
    started.replyTo().tell(accepted(JobStatus.PROCESSING));
    assertThat(poll.receiveMessage())
        .isEqualTo(new WorkerAnswer.HandedOut(Samples.job(JobStatus.PROCESSING)));
    assertThat(handOuts.handedOut()).isEqualTo(1);
  }

  @Test
  void aRunThatIsSaidAgainIsHandedOutOnce() {
    registered();
    TestProbe<WorkerAnswer> first = handedOut();
    TestProbe<WorkerAnswer> second = poll("p2");
    offer();
    commands.tell(RUN);
    second.expectNoMessage();
    job.expectNoMessage();
    first.expectNoMessage();
    assertThat(handOuts.handedOut()).isEqualTo(1);
  }

  @Test
  void aRunWithoutAPollGoesBack() {
    registered();
    commands.tell(RUN);
    assertThat(job.expectMessageClass(JobCommand.Report.class).report())
        .isInstanceOf(WorkerReport.NoRoom.class);
  }

  @Test
  void aRunWhosePollHungUpMeanwhileGoesBackOrToAnotherPoll() {
    registered();
    TestProbe<WorkerAnswer> gone = poll("p1");
    commands.tell(RUN);
    JobCommand.Report started = job.expectMessageClass(JobCommand.Report.class);
    proxy.tell(new HttpNodeCommand.HangUp("p1"));
    assertThat(gone.receiveMessage()).isEqualTo(NOTHING);
    started.replyTo().tell(accepted(JobStatus.PROCESSING));
    assertThat(job.expectMessageClass(JobCommand.Report.class).report())
        .isInstanceOf(WorkerReport.NoRoom.class);
    assertThat(handOuts.handedOut()).isZero();

    poll("p2");
    commands.tell(new WorkerCommand.Run(JOB, 2, Samples.spec()));
    JobCommand.Report again = job.expectMessageClass(JobCommand.Report.class);
    TestProbe<WorkerAnswer> other = poll("p3");
    proxy.tell(new HttpNodeCommand.HangUp("p2"));
    again.replyTo().tell(accepted(JobStatus.PROCESSING));
    assertThat(other.receiveMessage()).isNotEqualTo(NOTHING);
  }

  @Test
  void aStartThatTheJobDoesNotWantLeavesThePollOpen() {
    registered();
    TestProbe<WorkerAnswer> poll = poll("p1");
    assertThat(offer().waiting()).isEqualTo(1);
    commands.tell(RUN);
    job.expectMessageClass(JobCommand.Report.class)
        .replyTo()
        .tell(new JobReply.Refused(Refusal.STALE_ATTEMPT, "it is over", null));
    assertThat(offer().waiting()).as("offered again").isEqualTo(1);
    poll.expectNoMessage();
  }

  @Test
  void aHandOutWithoutASignIsLostToItsRegistration() {
    registered();
    handedOut();
    time.pass(Duration.ofSeconds(31), SECOND);
    var lost = job.expectMessageClass(JobCommand.AttemptLost.class);
    assertThat(lost.attempt()).isEqualTo(1);
    assertThat(lost.epoch()).isEqualTo(EPOCH);
    assertThat(handOuts.lost()).isEqualTo(1);
  }

  @Test
  void aHandOutThatShowsASignStays() {
    registered();
    handedOut();
    TestProbe<WorkerAnswer> answer = kit.createTestProbe();
    proxy.tell(new HttpNodeCommand.Report(progress(), OWN, answer.ref()));
    job.expectMessageClass(JobCommand.Report.class).replyTo().tell(accepted(JobStatus.PROCESSING));
    assertThat(answer.receiveMessage())
        .isEqualTo(new WorkerAnswer.Heard(Samples.job(JobStatus.PROCESSING), Order.Kind.CONTINUE));
    time.pass(Duration.ofSeconds(60), SECOND);
    job.expectNoMessage();
  }

  @Test
  void anOrderIsSaidWithTheNextAnswer() {
    registered();
    handedOut();
    commands.tell(new WorkerCommand.Stop(JOB, 1));
    TestProbe<WorkerAnswer> answer = kit.createTestProbe();
    proxy.tell(new HttpNodeCommand.Report(progress(), OWN, answer.ref()));
    job.expectMessageClass(JobCommand.Report.class).replyTo().tell(accepted(JobStatus.PROCESSING));
    assertThat(((WorkerAnswer.Heard) answer.receiveMessage()).command())
        .isEqualTo(Order.Kind.CANCEL);
  }

  @Test
  void aKeyOfAnotherNodeMovesNothing() {
    registered();
    List<Function<ActorRef<WorkerAnswer>, HttpNodeCommand>> words =
        List.of(
            to -> new HttpNodeCommand.Beats(beat(), FOREIGN, to),
            to -> new HttpNodeCommand.Poll("p1", "i1", 30_000, FOREIGN, to),
            to -> new HttpNodeCommand.Report(progress(), FOREIGN, to),
            to -> new HttpNodeCommand.Leave("i1", FOREIGN, to));
    for (var word : words) {
      TestProbe<WorkerAnswer> answer = kit.createTestProbe();
      proxy.tell(word.apply(answer.ref()));
      assertThat(((WorkerAnswer.Refused) answer.receiveMessage()).refusal())
          .isEqualTo(Refusal.NOT_YOURS);
    }
    job.expectNoMessage();
    entity.expectNoMessage();
    keeper.expectNoMessage();
  }

  @Test
  void aBeatIsAnsweredOnceAMajorityHasHeardIt() {
    registered();
    controlNodes = Set.of("k1", "k2", "k3");
    TestProbe<WorkerAnswer> answer = kit.createTestProbe();
    proxy.tell(new HttpNodeCommand.Beats(beat(), OWN, answer.ref()));
    LeaseKeeper.Renew renewal = keeper.expectMessageClass(LeaseKeeper.Renew.class);
    renewal.replyTo().tell(new LeaseKeeper.Renewed("k1", "i", renewal.sentNanos()));
    renewal.replyTo().tell(new LeaseKeeper.Renewed("stranger", "i", renewal.sentNanos()));
    answer.expectNoMessage();
    renewal.replyTo().tell(new LeaseKeeper.Renewed("k3", "i", renewal.sentNanos()));
    assertThat(answer.receiveMessage()).isInstanceOf(WorkerAnswer.Beaten.class);
  }

  @Test
  void aBeatThatNoMajorityHeardIsToBeSaidAgain() {
    registered();
    controlNodes = Set.of("k1", "k2", "k3");
    TestProbe<WorkerAnswer> answer = kit.createTestProbe();
    proxy.tell(new HttpNodeCommand.Beats(beat(), OWN, answer.ref()));
    acknowledge("k1");
    time.pass(Duration.ofSeconds(4));
    assertThat(((WorkerAnswer.Refused) answer.receiveMessage()).refusal())
        .isEqualTo(Refusal.UNAVAILABLE);
  }

  @Test
  void aProxyThatStopsLetsItsPollsGo() {
    registered();
    TestProbe<WorkerAnswer> poll = poll("p1");
    offer();
    kit.stop(proxy);
    assertThat(poll.receiveMessage()).isEqualTo(NOTHING);
  }

  @Test
  void aPollWhoseControlNodeIsGoneIsNoOfferAnyMore() {
    registered();
    TestProbe<WorkerAnswer> poll = poll("p1");
    assertThat(offer().waiting()).isEqualTo(1);
    poll.stop();
    assertThat(offer().waiting()).isZero();
    commands.tell(RUN);
    assertThat(job.expectMessageClass(JobCommand.Report.class).report())
        .isInstanceOf(WorkerReport.NoRoom.class);
  }

  @Test
  void openPollsAreOfferedAgainSinceANewSchedulerKnowsOfNone() {
    registered();
    poll("p1");
    SchedulerCommand.Offer first = offer();
    time.pass(Duration.ofSeconds(5));
    SchedulerCommand.Offer again = offer();
    assertThat(again.waiting()).isEqualTo(1);
    assertThat(again.proxy()).isEqualTo(first.proxy());
    assertThat(again.number()).isGreaterThan(first.number());
  }

  private void registered() {
    proxy =
        kit.spawn(
            HttpNodeActor.create(
                NODE,
                new HttpNodeActor.Ports(
                    (id, command) ->
                        AskPattern.ask(job.ref(), command, LONG, kit.system().scheduler()),
                    (id, command) ->
                        AskPattern.ask(entity.ref(), command, LONG, kit.system().scheduler()),
                    id -> CompletableFuture.completedStage(List.of()),
                    scheduler.ref(),
                    () -> Set.of(keeper.ref()),
                    () -> controlNodes,
                    () -> "name" + names.incrementAndGet(),
                    time,
                    handOuts,
                    new HttpNodeSettings(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2)))));
    TestProbe<WorkerAnswer> answer = kit.createTestProbe();
    var registration = new Registration(Samples.facts(), "i1", Duration.ofSeconds(20));
    proxy.tell(new HttpNodeCommand.Register(registration, OWN, answer.ref()));
    entity
        .expectMessageClass(NodeCommand.Get.class)
        .replyTo()
        .tell(new NodeReply.Refused(Refusal.UNKNOWN_NODE, "there is none", null));
    var register = entity.expectMessageClass(NodeCommand.Register.class);
    commands = register.worker();
    register.replyTo().tell(new NodeReply.Accepted(Samples.node()));
    acknowledge("k1");
    assertThat(answer.receiveMessage()).isInstanceOf(WorkerAnswer.Registered.class);
    assertThat(offer().waiting()).isZero();
  }

  private void acknowledge(String name) {
    LeaseKeeper.Renew renewal = keeper.expectMessageClass(LeaseKeeper.Renew.class);
    renewal.replyTo().tell(new LeaseKeeper.Renewed(name, "i", renewal.sentNanos()));
  }

  private TestProbe<WorkerAnswer> poll(String key) {
    TestProbe<WorkerAnswer> answer = kit.createTestProbe();
    proxy.tell(new HttpNodeCommand.Poll(key, "i1", 30_000, OWN, answer.ref()));
    return answer;
  }

  /** A poll that was answered with the job's first attempt. */
  private TestProbe<WorkerAnswer> handedOut() {
    TestProbe<WorkerAnswer> poll = poll("p1");
    offer();
    commands.tell(RUN);
    job.expectMessageClass(JobCommand.Report.class).replyTo().tell(accepted(JobStatus.PROCESSING));
    poll.receiveMessage();
    return poll;
  }

  private SchedulerCommand.Offer offer() {
    return scheduler.expectMessageClass(SchedulerCommand.Offer.class);
  }

  private static AttemptWord progress() {
    var progress = new Progress(10.0, null, null, null, null, null, null);
    return new AttemptWord(JOB, 1, new WorkerReport.Progressed(progress), false, null);
  }

  private static Beat beat() {
    return new Beat("i1", new Vitals(1.0, null), Set.of(FIRST), false, null);
  }

  private static JobReply accepted(JobStatus status) {
    return new JobReply.Accepted(Samples.job(status));
  }
}
