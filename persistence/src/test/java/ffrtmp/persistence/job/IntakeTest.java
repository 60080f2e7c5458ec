package ffrtmp.persistence.job;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.Samples;
import ffrtmp.persistence.journal.FirstEvents;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Sequencer;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.port.SchedulerHints;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntakeTest {
  private static final Cause CAUSE = new Cause("ada", "r-1");
  private final JobSpec spec = Samples.spec();
  private final Queue<JobFact> hinted = new ConcurrentLinkedQueue<>();
  private final Map<JobId, JobState.Known> expected = new ConcurrentHashMap<>();
  private final AtomicInteger commits = new AtomicInteger();
  private final ExecutorService blocking = Executors.newFixedThreadPool(2);
  private Store store = Databases.fresh(Store.Kind.H2);
  private ActorTestKit kit = ActorTestKit.create(Databases.config(store));

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    store.close();
    blocking.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void manyAtOnceShareCommitsAndAreEachAcceptedUnderTheirOwnNumber(Store.Kind kind) {
    on(kind);
    var intake = intake();
    var answers = new ArrayList<CompletableFuture<JobReply>>();
    for (int i = 0; i < 3_000; i++) answers.add(take(intake));
    List<JobView> jobs = answers.stream().map(IntakeTest::accepted).toList();
    assertThat(jobs).extracting(JobView::sequenceNumber).doesNotHaveDuplicates().hasSize(3_000);
    assertThat(jobs).extracting(JobView::sequenceNumber).isSorted();
    assertThat(commits.get()).isLessThan(1_000);
    assertThat(hinted).hasSize(3_000);
    for (JobView job : jobs) assertThat(expected.get(job.id()).view(job.id())).isEqualTo(job);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void itsEntityFindsTheJobAsItWasAnswered(Store.Kind kind) {
    on(kind);
    JobView taken = accepted(take(intake()));
    var entity =
        kit.spawn(JobEntity.create(taken.id(), JournalIds.of(taken.id()), ports(), resting -> {}));
    var probe = kit.<JobReply>createTestProbe();
    entity.tell(new JobCommand.Get(probe.ref()));
    var found = probe.receiveMessage(Duration.ofSeconds(20));
    assertThat(((JobReply.Accepted) found).job()).isEqualTo(taken);
  }

  @Test
  void anIdThatIsTakenRefusesTheCommitAndChangesNothing() {
    var intake = intake();
    JobView first = accepted(take(intake));
    var again = new CompletableFuture<JobReply>();
    intake.tell(new Intake.Take(first.id(), spec, CAUSE, again));
    assertThat(refusal(again)).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(accepted(take(intake)).sequenceNumber()).isGreaterThan(first.sequenceNumber());
  }

  @Test
  void withoutNumbersEveryoneIsToldAndTheNextTryMayWork() {
    var numbers = new AtomicInteger();
    var sequencer = kit.spawn(Sequencer.create());
    var granting = Sequencer.askingMany(sequencer, kit.system().scheduler(), Duration.ofSeconds(9));
    var intake =
        intake(
            count ->
                numbers.getAndIncrement() == 0
                    ? CompletableFuture.failedFuture(new IllegalStateException("no sequencer"))
                    : granting.apply(count));
    assertThat(refusal(take(intake))).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(accepted(take(intake)).sequenceNumber()).isPositive();
  }

  @Test
  void whoWouldWaitBehindTooManyIsRefusedAtOnce() {
    var granted = new CompletableFuture<Sequencer.Granted>();
    var intake = intake(count -> granted);
    var answers = new ArrayList<CompletableFuture<JobReply>>();
    for (int i = 0; i < Intake.MOST_WAITING + 2 + 1; i++) answers.add(take(intake));
    var last = answers.get(answers.size() - 1);
    assertThat(refusal(last)).isEqualTo(Refusal.UNAVAILABLE);
    granted.completeExceptionally(new IllegalStateException("no sequencer"));
    assertThat(answers).allSatisfy(answer -> refusal(answer));
  }

  private void on(Store.Kind kind) {
    if (kind == store.kind()) return;
    kit.shutdownTestKit();
    store.close();
    store = Databases.fresh(kind);
    kit = ActorTestKit.create(Databases.config(store));
  }

  private ActorRef<Intake.Command> intake() {
    var sequencer = kit.spawn(Sequencer.create());
    return intake(
        Sequencer.askingMany(sequencer, kit.system().scheduler(), Duration.ofSeconds(20)));
  }

  private ActorRef<Intake.Command> intake(IntFunction<CompletionStage<Sequencer.Granted>> numbers) {
    return kit.spawn(
        Intake.create(
            new Intake.Ports(
                new FirstEvents(kit.system(), store.dataSource()),
                numbers,
                hints(),
                blocking,
                Clock.systemUTC(),
                expected::putAll,
                commits::incrementAndGet)));
  }

  private JobEntity.Ports ports() {
    return new JobEntity.Ports(
        (node, command) -> {},
        () -> CompletableFuture.failedFuture(new IllegalStateException("it has its number")),
        hints(),
        Clock.systemUTC(),
        JobSettings.from(kit.system().settings().config().getConfig("ffrtmp.job")),
        () -> {});
  }

  private SchedulerHints hints() {
    return new SchedulerHints() {
      @Override
      public void changed(JobFact fact) {
        hinted.add(fact);
      }

      @Override
      public void changed(NodeFact fact) {
        throw new AssertionError("no node changed");
      }
    };
  }

  private CompletableFuture<JobReply> take(ActorRef<Intake.Command> intake) {
    var answer = new CompletableFuture<JobReply>();
    intake.tell(new Intake.Take(new JobId(UUID.randomUUID()), spec, CAUSE, answer));
    return answer;
  }

  private static JobView accepted(CompletableFuture<JobReply> answer) {
    return ((JobReply.Accepted) answer.orTimeout(60, TimeUnit.SECONDS).join()).job();
  }

  private static Refusal refusal(CompletableFuture<JobReply> answer) {
    return ((JobReply.Refused) answer.orTimeout(60, TimeUnit.SECONDS).join()).refusal();
  }
}
