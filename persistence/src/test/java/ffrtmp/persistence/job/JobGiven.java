package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.JOB;
import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import ffrtmp.persistence.Samples;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;

/** Given events, when a command, then events and an answer: the words of the state tests. */
abstract class JobGiven {
  static final Cause WORKER = Cause.worker("n1");
  static final ActorRef<JobReply> NOBODY = TestInbox.<JobReply>create().getRef();
  static final JobSettings SETTINGS =
      new JobSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          64,
          1000);

  private final JobDecisions decisions = new JobDecisions(SETTINGS);
  private JobState state = new JobState.Absent();
  private Decision decision = Decision.agree();

  final void given(JobEvent... events) {
    for (var event : events) state = state.on(event);
  }

  /** Another job, of which nothing has happened. */
  final void fresh() {
    state = new JobState.Absent();
  }

  /** Decides the command, and folds the event that follows from it. */
  final void when(JobCommand command) {
    decision = decisions.on(state, command, T0);
    if (decision instanceof Decision.Persist persist) state = state.on(persist.event());
  }

  final void thenPersisted(JobEvent event) {
    assertThat(decision).isInstanceOf(Decision.Persist.class);
    assertThat(((Decision.Persist) decision).event()).isEqualTo(event);
  }

  final void thenAgreed() {
    assertThat(decision).isEqualTo(Decision.agree());
  }

  final void thenRefused(Refusal refusal) {
    assertThat(decision).isInstanceOf(Decision.Refuse.class);
    assertThat(((Decision.Refuse) decision).refusal()).isEqualTo(refusal);
  }

  final void thenNoted() {
    assertThat(decision).isInstanceOf(Decision.Note.class);
  }

  final void thenShown(JobStatus status, JobFact.Phase phase) {
    assertThat(view().status()).isEqualTo(status);
    assertThat(fact().phase()).isEqualTo(phase);
  }

  final JobState state() {
    return state;
  }

  final JobView view() {
    return ((JobState.Known) state).view(JOB);
  }

  final JobFact fact() {
    return ((JobState.Known) state).fact(JOB);
  }

  static JobEvent submitted() {
    return submitted(Samples.spec());
  }

  static JobEvent submitted(JobSpec spec) {
    return new JobEvent.Submitted(1, spec, T0, CALLER);
  }

  /** A job with a time before which it must not start. */
  static JobSpec timed() {
    var plain = Samples.spec();
    return new JobSpec(
        plain.tenantId(),
        plain.scenario(),
        plain.confidence(),
        plain.engine(),
        plain.classification(),
        plain.queue(),
        plain.priority(),
        plain.parameters(),
        plain.requirements(),
        plain.maxRetries(),
        plain.timeout(),
        T0.plusSeconds(60),
        plain.ignoredParameters());
  }

  static JobEvent dispatched(int attempt) {
    return new JobEvent.Dispatched(attempt, NODE, "n1", 4, T0, Cause.SCHEDULER);
  }

  static JobEvent saysUnplaceable(String why) {
    return new JobEvent.Unplaceable(why, T0, Cause.SCHEDULER);
  }

  static JobCommand unplaceable(String why) {
    return new JobCommand.Unplaceable(why, NOBODY);
  }

  static JobEvent started(int attempt) {
    return new JobEvent.Started(attempt, T0, WORKER);
  }

  static JobEvent finished(int attempt) {
    return new JobEvent.Finished(attempt, JobResult.NONE, null, T0, WORKER);
  }

  static JobEvent attemptFailed(int attempt, int backoffSeconds) {
    return new JobEvent.AttemptFailed(
        attempt,
        FailureReason.RUNTIME_ERROR,
        "exit 1",
        null,
        T0.plusSeconds(backoffSeconds),
        T0,
        WORKER);
  }

  static JobEvent failed(int attempt, FailureReason reason) {
    return new JobEvent.Failed(attempt, reason, "exit 1", null, T0, WORKER);
  }

  static JobEvent requeued(int attempt, Cause cause) {
    return new JobEvent.Requeued(attempt, "why", T0, cause);
  }

  static JobEvent pauseRequested(PauseMode mode) {
    return new JobEvent.PauseRequested(mode, T0, CALLER);
  }

  static JobEvent cancelRequested() {
    return new JobEvent.CancelRequested("enough", T0, CALLER);
  }

  static JobEvent canceled(Cause cause) {
    return new JobEvent.Canceled("enough", T0, cause);
  }

  static JobCommand dispatch(int attempt) {
    return new JobCommand.Dispatch(attempt, NODE, "n1", 4, NOBODY);
  }

  static JobCommand report(int attempt, WorkerReport report) {
    return new JobCommand.Report(attempt, NODE, report, NOBODY);
  }

  static JobCommand lost(int attempt, long epoch) {
    return new JobCommand.AttemptLost(attempt, NODE, epoch, "why", NOBODY);
  }

  static JobCommand pause(PauseMode mode) {
    return new JobCommand.Pause(mode, CALLER, NOBODY);
  }

  static JobCommand resume() {
    return new JobCommand.Resume(CALLER, NOBODY);
  }

  static JobCommand cancel(String request) {
    return new JobCommand.Cancel("enough", new Cause("ada", request), NOBODY);
  }

  static WorkerReport finishedReport() {
    return new WorkerReport.Finished(JobResult.NONE, null);
  }

  static WorkerReport failedReport(FailureReason reason) {
    return new WorkerReport.Failed(reason, "exit 1", null);
  }

  static WorkerReport progressReport(double percent) {
    return new WorkerReport.Progressed(new Progress(percent, null, null, null, null, null, null));
  }
}
