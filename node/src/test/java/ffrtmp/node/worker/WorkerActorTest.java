package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room, repeats and reports, with engine noop: nothing here needs ffmpeg. */
class WorkerActorTest {
  @TempDir Path folder;
  private TestWorker worker;

  @BeforeEach
  void start() throws Exception {
    worker = new TestWorker(folder, null, WorkerSettings.DEFAULT_STALL);
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void aRunOverTheDeclaredRoomIsRefused() throws Exception {
    worker.run(Specs.noop(60_000));
    worker.run(Specs.noop(60_000));
    JobId third = worker.run(Specs.noop(0));
    worker.await(WorkerReport.NoRoom.class);
    assertThat(worker.jobs.heard())
        .filteredOn(heard -> heard.report() instanceof WorkerReport.NoRoom)
        .extracting(FakeJobs.Heard::job)
        .containsExactly(third);
  }

  @Test
  void roomIsFreeAsSoonAsAnAttemptEndsThoughItsReportHasNoAnswer() throws Exception {
    worker.jobs.answering(heard -> new CompletableFuture<>());
    JobId first = worker.run(Specs.noop(0));
    JobId second = worker.run(Specs.noop(0));
    finished(2);
    JobId third = worker.run(Specs.noop(0));
    finished(3);
    assertThat(worker.held())
        .containsExactlyInAnyOrder(new Held(first, 1), new Held(second, 1), new Held(third, 1));
  }

  private void finished(int attempts) throws Exception {
    Eventually.within(
        TestWorker.LONG,
        () -> assertThat(worker.jobs.heard(WorkerReport.Finished.class)).hasSize(attempts));
  }

  @Test
  void aRepeatedRunIsADuplicate() throws Exception {
    JobId job = worker.run(Specs.noop(200));
    worker.commands.tell(new WorkerCommand.Run(job, 1, Specs.noop(200)));
    worker.await(WorkerReport.Finished.class);
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
    worker.commands.tell(new WorkerCommand.Run(job, 1, Specs.noop(0)));
    assertThat(worker.held()).isEmpty();
    assertThat(worker.jobs.heard(WorkerReport.Started.class)).hasSize(1);
    assertThat(worker.jobs.heard(WorkerReport.Finished.class)).hasSize(1);
  }

  @Test
  void aReportIsSaidAgainUntilThereIsAnAnswer() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    worker.jobs.answering(
        heard ->
            switch (asked.incrementAndGet()) {
              case 1 -> refused(Refusal.UNAVAILABLE);
              case 2 -> CompletableFuture.failedFuture(new IllegalStateException("no answer"));
              default -> FakeJobs.accept(heard);
            });
    worker.run(Specs.noop(0));
    Eventually.within(
        TestWorker.LONG,
        () -> assertThat(worker.jobs.heard(WorkerReport.Finished.class)).hasSize(3));
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
  }

  @Test
  void anAttemptThatIsNotWantedIsKilledWithoutAWord() throws Exception {
    worker.jobs.answering(heard -> refused(Refusal.STALE_ATTEMPT));
    worker.run(Specs.noop(60_000));
    worker.await(WorkerReport.Started.class);
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
    assertThat(worker.jobs.heard()).hasSize(1);
  }

  @Test
  void aNewerAttemptTakesThePlaceOfAnOlderOne() throws Exception {
    JobId job = worker.run(Specs.noop(60_000));
    worker.await(WorkerReport.Started.class);
    worker.commands.tell(new WorkerCommand.Run(job, 2, Specs.noop(0)));
    worker.await(WorkerReport.Finished.class);
    worker.commands.tell(new WorkerCommand.Run(job, 1, Specs.noop(0)));
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
    assertThat(worker.jobs.heard(WorkerReport.Finished.class)).hasSize(1);
  }

  @Test
  void aStopIsAnsweredAlsoForAnAttemptThatIsNotHere() throws Exception {
    worker.commands.tell(new WorkerCommand.Stop(TestWorker.newJob(), 4));
    assertThat(worker.await(WorkerReport.Stopped.class).why()).isEqualTo("not held here");
    assertThat(worker.held()).isEmpty();
  }

  @Test
  void aStopThatComesTooLateIsAnsweredAfterTheResultWasRefused() throws Exception {
    CompletableFuture<JobReply> later = new CompletableFuture<>();
    worker.jobs.answering(
        heard -> heard.report() instanceof WorkerReport.Finished ? later : FakeJobs.accept(heard));
    JobId job = worker.run(Specs.noop(0));
    worker.await(WorkerReport.Finished.class);
    worker.commands.tell(new WorkerCommand.Stop(job, 1));
    assertThat(worker.held()).hasSize(1);
    later.complete(new JobReply.Refused(Refusal.WRONG_PHASE, "canceling", null));
    worker.await(WorkerReport.Stopped.class);
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
  }

  @Test
  void aPausedNapGoesOnWhenItIsResumed() throws Exception {
    JobId job = worker.run(Specs.noop(300));
    worker.await(WorkerReport.Started.class);
    worker.commands.tell(new WorkerCommand.Pause(job, 1));
    assertThat(worker.held()).hasSize(1);
    worker.commands.tell(new WorkerCommand.Resume(job, 1));
    worker.await(WorkerReport.Finished.class);
  }

  @Test
  void aDrainHandsBackWhatStillRunsAtItsEnd() throws Exception {
    worker.run(Specs.noop(60_000));
    worker.await(WorkerReport.Started.class);
    TestProbe<WorkerActor.Drained> probe = worker.kit.createTestProbe();
    worker.worker.tell(new WorkerActor.Drain(Duration.ofMillis(200), probe.ref()));
    worker.run(Specs.noop(0));
    worker.await(WorkerReport.NoRoom.class);
    probe.receiveMessage();
    assertThat(worker.await(WorkerReport.Stopped.class).why()).contains("handed back");
    assertThat(worker.held()).isEmpty();
  }

  @Test
  void aNewLeaseDoesNotOpenAWorkerThatHasDrained() throws Exception {
    TestProbe<WorkerActor.Drained> probe = worker.kit.createTestProbe();
    worker.worker.tell(new WorkerActor.Drain(Duration.ofSeconds(60), probe.ref()));
    probe.receiveMessage();
    worker.worker.tell(new WorkerActor.Reopen());
    worker.run(Specs.noop(0));
    assertThat(worker.await(WorkerReport.NoRoom.class).why()).contains("draining");
  }

  @Test
  void aLostLeaseShutsTheDoorUntilThereIsAnother() throws Exception {
    worker.run(Specs.noop(60_000));
    worker.await(WorkerReport.Started.class);
    worker.worker.tell(new WorkerActor.KillAll("the lease is lost"));
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
    worker.run(Specs.noop(0));
    assertThat(worker.await(WorkerReport.NoRoom.class).why()).isEqualTo("the lease is lost");
    worker.worker.tell(new WorkerActor.Reopen());
    worker.run(Specs.noop(0));
    worker.await(WorkerReport.Finished.class);
    assertThat(worker.jobs.heard(WorkerReport.Stopped.class)).isEmpty();
  }

  @Test
  void aFollowerIsToldEveryChangeOfWhatIsHeld() throws Exception {
    TestProbe<HeldSet> probe = worker.kit.createTestProbe();
    worker.worker.tell(new WorkerActor.FollowHeld(probe.ref()));
    assertThat(probe.receiveMessage().held()).isEmpty();
    JobId job = worker.run(Specs.noop(100));
    assertThat(probe.receiveMessage().held()).containsExactly(new Held(job, 1));
    assertThat(probe.receiveMessage().held()).isEmpty();
  }

  private static CompletionStage<JobReply> refused(Refusal refusal) {
    return CompletableFuture.completedFuture(new JobReply.Refused(refusal, "refused", null));
  }
}
