package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.Samples;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.port.SchedulerHints;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobEntityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Store store;
  private static ActorTestKit kit;

  private final AtomicLong numbers = new AtomicLong();
  private Supplier<CompletionStage<Long>> sequence =
      () -> CompletableFuture.completedFuture(numbers.incrementAndGet());
  private TestProbe<NodeCommand> node;
  private TestProbe<JobFact> hints;
  private TestProbe<ActorRef<?>> rest;
  private JobId id;

  @BeforeAll
  static void open() {
    store = Databases.fresh(Store.Kind.H2);
    kit = ActorTestKit.create(Databases.config(store));
  }

  @AfterAll
  static void close() {
    kit.shutdownTestKit();
    store.close();
  }

  @BeforeEach
  void fresh() {
    node = kit.createTestProbe();
    hints = kit.createTestProbe();
    rest = kit.createTestProbe();
    id = new JobId(UUID.randomUUID());
  }

  @Test
  void whoWasAskedForAJobThatNeverWasNeedNotStay() {
    var job = spawn();
    assertThat(refused(job, JobCommand.Get::new).refusal()).isEqualTo(Refusal.UNKNOWN_JOB);
    assertThat(rest.receiveMessage(PATIENCE)).isEqualTo(job);
    accepted(job, this::submit);
    accepted(job, JobCommand.Get::new);
    rest.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aJobGoesFromSubmitToCompletedAndTheWorkerIsToldToRunIt() {
    var job = spawn();
    assertThat(accepted(job, this::submit).status()).isEqualTo(JobStatus.QUEUED);
    assertThat(hints.receiveMessage().phase()).isEqualTo(JobFact.Phase.WAITING);
    assertThat(accepted(job, dispatch(1)).status()).isEqualTo(JobStatus.ASSIGNED);
    assertThat(delivered()).isEqualTo(new WorkerCommand.Run(id, 1, spec()));
    var view = accepted(job, report(1, new WorkerReport.Finished(JobResult.NONE, "log")));
    assertThat(view.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(view.progress()).isEqualTo(100);
    assertThat(view.revision()).isEqualTo(3);
  }

  @Test
  void theSameSubmitAgainFindsTheJobAndAnotherSpecIsRefused() {
    var job = spawn();
    accepted(job, this::submit);
    assertThat(ask(job, this::submit)).isInstanceOf(JobReply.Existing.class);
    var other = refused(job, replyTo -> new JobCommand.Submit(spec(9), CALLER, replyTo));
    assertThat(other.refusal()).isEqualTo(Refusal.KEY_REUSED);
  }

  @Test
  void aJobThatGetsNoNumberIsRefusedAndCanBeSubmittedAgain() {
    sequence = () -> CompletableFuture.failedFuture(new IllegalStateException("away"));
    var job = spawn();
    assertThat(refused(job, this::submit).refusal()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(refused(job, JobCommand.Get::new).refusal()).isEqualTo(Refusal.UNKNOWN_JOB);
    sequence = () -> CompletableFuture.completedFuture(7L);
    assertThat(accepted(job, this::submit).sequenceNumber()).isEqualTo(7);
  }

  @Test
  void submitsThatArriveWhileTheNumberIsAskedForGetOneJobAndOneNumber() {
    var number = new CompletableFuture<Long>();
    var asked = new AtomicLong();
    sequence =
        () -> {
          asked.incrementAndGet();
          return number;
        };
    var job = spawn();
    TestProbe<JobReply> first = kit.createTestProbe();
    TestProbe<JobReply> second = kit.createTestProbe();
    job.tell(submit(first.getRef()));
    job.tell(submit(second.getRef()));
    number.complete(5L);
    assertThat(first.receiveMessage()).isInstanceOf(JobReply.Accepted.class);
    assertThat(second.receiveMessage()).isInstanceOf(JobReply.Existing.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aWorkerThatDoesNotAnswerIsToldAgainWithTheSameAttemptUntilItReports() {
    var job = spawn();
    accepted(job, this::submit);
    accepted(job, dispatch(1));
    var run = new WorkerCommand.Run(id, 1, spec());
    for (int i = 0; i < 3; i++) assertThat(delivered()).isEqualTo(run);
    accepted(job, report(1, new WorkerReport.Started()));
    node.expectNoMessage(Duration.ofMillis(300));
  }

  @Test
  void aStoppedEntityContinuesWhereItWasAndResendsWhatTheWorkerIsOwed() {
    var job = spawn();
    accepted(job, this::submit);
    accepted(job, dispatch(1));
    assertThat(delivered()).isInstanceOf(WorkerCommand.Run.class);
    accepted(job, replyTo -> new JobCommand.Cancel("enough", CALLER, replyTo));
    kit.stop(job);
    TestProbe<NodeCommand> later = kit.createTestProbe();
    node = later;
    var again = spawn();
    assertThat(delivered()).isEqualTo(new WorkerCommand.Stop(id, 1));
    var view = accepted(again, report(1, new WorkerReport.Stopped("told to")));
    assertThat(view.status()).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  void followersSeeEveryChangeAndLiveProgressThatIsNoEvent() {
    var job = spawn();
    accepted(job, this::submit);
    accepted(job, dispatch(1));
    accepted(job, report(1, new WorkerReport.Started()));
    TestProbe<JobReply> follower = kit.createTestProbe();
    job.tell(new JobCommand.Follow(follower.getRef()));
    assertThat(view(follower.receiveMessage()).revision()).isEqualTo(3);
    accepted(job, report(1, new WorkerReport.Progressed(progress(4.5))));
    var live = view(follower.receiveMessage());
    assertThat(live.progress()).isEqualTo(4.5);
    assertThat(live.revision()).isEqualTo(3);
    accepted(job, report(1, new WorkerReport.Progressed(progress(12))));
    assertThat(view(follower.receiveMessage()).revision()).isEqualTo(4);
    assertThat(view(ask(job, JobCommand.Get::new)).details()).isEqualTo(progress(12));
  }

  @Test
  void aPausedAttemptShowsHowFarItIsAndTheNextOneBeginsAtNothing() {
    var job = spawn();
    accepted(job, this::submit);
    accepted(job, dispatch(1));
    accepted(job, report(1, new WorkerReport.Started()));
    accepted(job, report(1, new WorkerReport.Progressed(progress(47.3))));
    accepted(job, to -> new JobCommand.Pause(PauseMode.HOLD, CALLER, to));
    assertThat(view(ask(job, JobCommand.Get::new)).progress()).isEqualTo(47.3);
    accepted(job, to -> new JobCommand.Resume(CALLER, to));
    assertThat(view(ask(job, JobCommand.Get::new)).progress()).isEqualTo(47.3);
    accepted(job, report(1, new WorkerReport.Stopped("handed back")));
    assertThat(view(ask(job, JobCommand.Get::new)).progress()).isZero();
    accepted(job, dispatch(2));
    assertThat(view(ask(job, JobCommand.Get::new)).progress()).isZero();
  }

  @Test
  void ofTwoEntitiesWithOneJournalTheLoserRecoversAndNoEventIsLost() {
    var winner = spawn();
    accepted(winner, this::submit);
    var loser = spawn();
    assertThat(view(ask(loser, JobCommand.Get::new)).revision()).isEqualTo(1);
    accepted(winner, dispatch(1));
    TestProbe<JobReply> unanswered = kit.createTestProbe();
    loser.tell(new JobCommand.Dispatch(1, Samples.OTHER_NODE, "other", 1, unanswered.getRef()));
    // The primary key refuses the second event 2; its writer restarts on what is stored.
    var truth = view(ask(loser, JobCommand.Get::new));
    assertThat(truth.nodeId()).isEqualTo(NODE);
    assertThat(truth.revision()).isEqualTo(2);
    var reply = refused(loser, r -> new JobCommand.Dispatch(1, Samples.OTHER_NODE, "other", 1, r));
    assertThat(reply.refusal()).isEqualTo(Refusal.STALE_ATTEMPT);
  }

  private ActorRef<JobCommand> spawn() {
    var clock = Clock.fixed(Samples.T0, ZoneOffset.UTC);
    var settings =
        new JobSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            4,
            1000);
    var to = node;
    var ports =
        new JobEntity.Ports(
            (nodeId, command) -> to.getRef().tell(command),
            () -> sequence.get(),
            new Hints(),
            clock,
            settings,
            () -> {});
    return kit.spawn(JobEntity.create(id, JournalIds.of(id), ports, rest.getRef()::tell));
  }

  private JobCommand submit(ActorRef<JobReply> replyTo) {
    return new JobCommand.Submit(spec(), CALLER, replyTo);
  }

  private static Function<ActorRef<JobReply>, JobCommand> dispatch(int attempt) {
    return replyTo -> new JobCommand.Dispatch(attempt, NODE, "n1", 1, replyTo);
  }

  private static Function<ActorRef<JobReply>, JobCommand> report(int attempt, WorkerReport report) {
    return replyTo -> new JobCommand.Report(attempt, NODE, report, replyTo);
  }

  private static Progress progress(double percent) {
    return new Progress(percent, 10L, 25.0, 1.0, null, null, null);
  }

  private WorkerCommand delivered() {
    return ((NodeCommand.Deliver) node.receiveMessage()).command();
  }

  private static JobView accepted(
      ActorRef<JobCommand> job, Function<ActorRef<JobReply>, JobCommand> command) {
    var reply = ask(job, command);
    assertThat(reply).isInstanceOf(JobReply.Accepted.class);
    return view(reply);
  }

  private static JobReply.Refused refused(
      ActorRef<JobCommand> job, Function<ActorRef<JobReply>, JobCommand> command) {
    return (JobReply.Refused) ask(job, command);
  }

  private static JobReply ask(
      ActorRef<JobCommand> job, Function<ActorRef<JobReply>, JobCommand> command) {
    TestProbe<JobReply> probe = kit.createTestProbe();
    job.tell(command.apply(probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  private static JobView view(JobReply reply) {
    return ((JobReply.Accepted) reply).job();
  }

  private final class Hints implements SchedulerHints {
    @Override
    public void changed(JobFact fact) {
      hints.getRef().tell(fact);
    }

    @Override
    public void changed(NodeFact fact) {
      throw new AssertionError("a job speaks of no node: " + fact);
    }
  }
}
