package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.JOB;
import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.Samples;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.port.JobFact.Phase;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import org.junit.jupiter.api.Test;

class JobPauseTest extends JobGiven {
  @Test
  void aRunningJobIsHeldWithItsPlaceAndResumesThere() {
    given(submitted(), dispatched(1), started(1));
    when(pause(PauseMode.HOLD));
    thenPersisted(pauseRequested(PauseMode.HOLD));
    thenShown(JobStatus.PAUSED, Phase.PLACED);
    assertThat(Owed.to(JOB, state())).isEqualTo(new WorkerCommand.Pause(JOB, 1));
    when(resume());
    thenShown(JobStatus.PROCESSING, Phase.PLACED);
    assertThat(Owed.to(JOB, state())).isEqualTo(new WorkerCommand.Resume(JOB, 1));
  }

  @Test
  void aWaitingJobIsPausedWithoutAPlaceAndQueuesWhenItResumes() {
    given(submitted());
    when(pause(PauseMode.HOLD));
    thenPersisted(new JobEvent.Suspended(T0, CALLER));
    thenShown(JobStatus.PAUSED, Phase.AWAY);
    when(resume());
    thenShown(JobStatus.QUEUED, Phase.WAITING);
  }

  @Test
  void aReleasedJobGivesItsPlaceBackAndStaysPaused() {
    given(submitted(), dispatched(1), started(1));
    when(pause(PauseMode.RELEASE));
    thenShown(JobStatus.PAUSED, Phase.PLACED);
    assertThat(Owed.to(JOB, state())).isEqualTo(new WorkerCommand.Stop(JOB, 1));
    when(report(1, new WorkerReport.Stopped("told to")));
    thenShown(JobStatus.PAUSED, Phase.AWAY);
    when(resume());
    thenShown(JobStatus.QUEUED, Phase.WAITING);
  }

  @Test
  void aJobThatDoesNotRunYetHasNothingToHoldAndGivesItsPlaceBack() {
    given(submitted(), dispatched(1));
    when(pause(PauseMode.HOLD));
    thenPersisted(pauseRequested(PauseMode.RELEASE));
  }

  @Test
  void aJobResumedBeforeItHasStoppedQueuesOnceItHas() {
    given(submitted(), dispatched(1), started(1), pauseRequested(PauseMode.RELEASE));
    when(resume());
    thenShown(JobStatus.PROCESSING, Phase.PLACED);
    when(report(1, new WorkerReport.Stopped("why")));
    thenPersisted(requeued(1, WORKER));
    thenShown(JobStatus.QUEUED, Phase.WAITING);
  }

  @Test
  void aJobResumedBeforeItEverRanIsToldToRunAgain() {
    given(submitted(), dispatched(1), pauseRequested(PauseMode.RELEASE));
    when(resume());
    thenShown(JobStatus.ASSIGNED, Phase.PLACED);
    assertThat(Owed.to(JOB, state())).isInstanceOf(WorkerCommand.Run.class);
  }

  @Test
  void aHeldJobWhoseNodeIsLostStaysPaused() {
    given(submitted(), dispatched(1), started(1), pauseRequested(PauseMode.HOLD));
    when(lost(1, 4));
    thenPersisted(new JobEvent.Suspended(T0, Cause.SCHEDULER));
    thenShown(JobStatus.PAUSED, Phase.AWAY);
  }

  @Test
  void aHeldJobThatFailsCountsTheRetryAndStaysPaused() {
    given(submitted(), dispatched(1), started(1), pauseRequested(PauseMode.HOLD));
    when(report(1, failedReport(FailureReason.RUNTIME_ERROR)));
    thenPersisted(attemptFailed(1, 1));
    thenShown(JobStatus.PAUSED, Phase.AWAY);
    assertThat(view().retryCount()).isEqualTo(1);
  }

  @Test
  void aJobThatFinishedBeforeThePauseReachedItIsCompleted() {
    given(submitted(), dispatched(1), started(1), pauseRequested(PauseMode.HOLD));
    when(report(1, finishedReport()));
    thenShown(JobStatus.COMPLETED, Phase.AWAY);
  }

  @Test
  void cancelWinsOverPause() {
    given(submitted(), dispatched(1), started(1), pauseRequested(PauseMode.HOLD));
    when(cancel("request-2"));
    thenShown(JobStatus.CANCELED, Phase.PLACED);
    when(resume());
    thenRefused(Refusal.WRONG_PHASE);
  }

  @Test
  void aRepeatedPauseIsAgreedToAndAnotherIsRefused() {
    given(submitted(), dispatched(1), started(1), pauseRequested(PauseMode.HOLD));
    when(pause(PauseMode.HOLD));
    thenAgreed();
    when(new JobCommand.Pause(PauseMode.HOLD, new Cause("ada", "request-2"), NOBODY));
    thenRefused(Refusal.WRONG_PHASE);
  }

  @Test
  void aLiveRtmpOutputCannotBePaused() {
    given(submitted(live()), dispatched(1), started(1));
    when(pause(PauseMode.HOLD));
    thenRefused(Refusal.UNSUPPORTED);
  }

  private static JobSpec live() {
    var plain = Samples.spec();
    return new JobSpec(
        plain.tenantId(),
        plain.scenario(),
        plain.confidence(),
        plain.engine(),
        plain.classification(),
        plain.queue(),
        plain.priority(),
        new TranscodeParameters(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            OutputMode.RTMP,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        plain.requirements(),
        plain.maxRetries(),
        plain.timeout(),
        plain.notBefore(),
        plain.ignoredParameters());
  }
}
