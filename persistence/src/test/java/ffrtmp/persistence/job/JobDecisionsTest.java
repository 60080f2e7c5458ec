package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.OTHER_NODE;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.port.JobFact.Phase;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobDecisionsTest extends JobGiven {
  @Test
  void oneAttemptIsCommittedToOneNodeOnly() {
    given(submitted());
    when(dispatch(1));
    thenPersisted(dispatched(1));
    when(new JobCommand.Dispatch(1, OTHER_NODE, "n2", 4, NOBODY));
    thenRefused(Refusal.STALE_ATTEMPT);
  }

  @Test
  void theSameDispatchAgainIsAgreedToEvenAfterTheJobHasCompleted() {
    given(submitted(), dispatched(1));
    when(dispatch(1));
    thenAgreed();
    given(finished(1));
    when(dispatch(1));
    thenAgreed();
  }

  @Test
  void anAttemptThatSkipsANumberIsRefused() {
    given(submitted());
    when(dispatch(2));
    thenRefused(Refusal.STALE_ATTEMPT);
  }

  @Test
  void aStaleAttemptCannotCompleteAJob() {
    given(submitted(), dispatched(1), requeued(1, Cause.SCHEDULER), dispatched(2));
    when(report(1, finishedReport()));
    thenRefused(Refusal.STALE_ATTEMPT);
  }

  @Test
  void aReportFromAnotherNodeIsStale() {
    given(submitted(), dispatched(1));
    when(new JobCommand.Report(1, OTHER_NODE, finishedReport(), NOBODY));
    thenRefused(Refusal.STALE_ATTEMPT);
  }

  @Test
  void aNoOpJobSucceedsInThreeEvents() {
    given(submitted(), dispatched(1));
    when(report(1, finishedReport()));
    thenPersisted(finished(1));
    assertThat(view().revision()).isEqualTo(3);
  }

  @Test
  void aRepeatedFinishIsAgreedToAndALaterFailureNeverUndoesIt() {
    given(submitted(), dispatched(1), finished(1));
    when(report(1, finishedReport()));
    thenAgreed();
    when(report(1, failedReport(FailureReason.RUNTIME_ERROR)));
    thenShown(JobStatus.COMPLETED, Phase.AWAY);
  }

  @Test
  void progressIsAnEventOnlyWhenATenthIsCrossed() {
    given(submitted(), dispatched(1), started(1));
    when(report(1, progressReport(9.9)));
    thenNoted();
    when(report(1, progressReport(10.1)));
    thenPersisted(new JobEvent.Progressed(1, 10.1, T0, WORKER));
    when(report(1, progressReport(19)));
    thenNoted();
  }

  @Test
  void progressOfAnAttemptThatIsNotKnownToRunStartsIt() {
    given(submitted(), dispatched(1));
    when(report(1, progressReport(3)));
    thenPersisted(started(1));
  }

  @Test
  void aFailureThatAnotherAttemptCanMendIsRetriedWithADoublingWait() {
    given(submitted(), dispatched(1), started(1));
    when(report(1, failedReport(FailureReason.RUNTIME_ERROR)));
    thenPersisted(attemptFailed(1, 1));
    assertThat(fact().notBefore()).isEqualTo(T0.plusSeconds(1));
    assertThat(fact().avoid()).containsExactly(NODE);
    given(dispatched(2));
    when(report(2, failedReport(FailureReason.RUNTIME_ERROR)));
    thenPersisted(attemptFailed(2, 2));
    assertThat(view().retryCount()).isEqualTo(2);
  }

  @Test
  void theLastAttemptThatFailsFailsTheJob() {
    given(submitted(spec(0)), dispatched(1));
    when(report(1, failedReport(FailureReason.RUNTIME_ERROR)));
    thenPersisted(failed(1, FailureReason.RUNTIME_ERROR));
    thenShown(JobStatus.FAILED, Phase.AWAY);
  }

  @Test
  void aFailureThatNoAttemptCanMendFailsTheJobAtOnce() {
    given(submitted(), dispatched(1));
    when(report(1, failedReport(FailureReason.INPUT_ERROR)));
    thenPersisted(failed(1, FailureReason.INPUT_ERROR));
  }

  @Test
  void aJobThatIsHandedBackKeepsItsPlaceAndItsRetries() {
    given(submitted(), dispatched(1), started(1));
    when(report(1, new WorkerReport.Stopped("why")));
    thenPersisted(requeued(1, WORKER));
    assertThat(view().retryCount()).isZero();
    assertThat(fact().sequence()).isEqualTo(1);
    assertThat(fact().attempts()).isEqualTo(1);
  }

  @Test
  void aWorkerWithoutRoomCostsNoRetry() {
    given(submitted(), dispatched(1));
    when(report(1, new WorkerReport.NoRoom("why")));
    thenPersisted(requeued(1, WORKER));
    assertThat(fact().avoid()).isEmpty();
  }

  @Test
  void aLostAttemptQueuesTheJobAgainAndItsRepeatIsAgreedTo() {
    given(submitted(), dispatched(1));
    when(lost(1, 4));
    thenPersisted(requeued(1, Cause.SCHEDULER));
    when(lost(1, 4));
    thenAgreed();
  }

  @Test
  void theSixthLossInARowIsAFailedAttempt() {
    given(submitted());
    for (int attempt = 1; attempt <= 5; attempt++) {
      given(dispatched(attempt), started(attempt), requeued(attempt, Cause.SCHEDULER));
    }
    assertThat(view().retryCount()).isZero();
    given(dispatched(6));
    when(lost(6, 4));
    assertThat(view().retryCount()).isEqualTo(1);
    assertThat(view().retryReason()).contains("6 attempts in a row were lost");
    given(dispatched(7));
    when(lost(7, 4));
    thenPersisted(requeued(7, Cause.SCHEDULER));
  }

  @Test
  void anAttemptThatAdvancedBeginsTheRowOfLossesAnew() {
    given(submitted());
    for (int attempt = 1; attempt <= 20; attempt++) {
      given(dispatched(attempt), started(attempt));
      if (attempt % 5 == 0) given(new JobEvent.Progressed(attempt, 10, T0, WORKER));
      when(lost(attempt, 4));
      thenPersisted(requeued(attempt, Cause.SCHEDULER));
    }
  }

  @Test
  void whatAWorkerHandsBackIsNoLoss() {
    given(submitted());
    for (int attempt = 1; attempt <= 20; attempt++) {
      given(dispatched(attempt), requeued(attempt, WORKER));
    }
    given(dispatched(21));
    when(lost(21, 4));
    thenPersisted(requeued(21, Cause.SCHEDULER));
  }

  @Test
  void theLossOfAnOlderRegistrationHurtsNoNewerAttempt() {
    given(submitted(), dispatched(1));
    when(lost(1, 3));
    thenRefused(Refusal.STALE_EPOCH);
  }

  @Test
  void onlyAWaitingJobIsGivenUp() {
    given(submitted());
    when(new JobCommand.GiveUp("no such encoder", NOBODY));
    thenShown(JobStatus.FAILED, Phase.AWAY);
    assertThat(view().failureReason()).isEqualTo(FailureReason.CAPABILITY_MISMATCH);
    when(new JobCommand.GiveUp("no such encoder", NOBODY));
    thenRefused(Refusal.WRONG_PHASE);
  }

  @Test
  void aJobThatNoNodeCouldRunSaysSoOnceWhileItWaits() {
    given(submitted());
    when(unplaceable("no node has av1"));
    thenPersisted(saysUnplaceable("no node has av1"));
    thenShown(JobStatus.QUEUED, Phase.WAITING);
    assertThat(view().failureReason()).isEqualTo(FailureReason.CAPABILITY_MISMATCH);
    assertThat(view().error()).isEqualTo("no node has av1");
    assertThat(fact().unplaceable()).isEqualTo("no node has av1");
    when(unplaceable("no node has av1"));
    thenAgreed();
    when(unplaceable("no node has av1 and 64 CPU"));
    thenPersisted(saysUnplaceable("no node has av1 and 64 CPU"));
  }

  @Test
  void aJobThatCanBePlacedAfterAllTakesItBackOnce() {
    given(submitted(), saysUnplaceable("no node has av1"));
    when(new JobCommand.Placeable(NOBODY));
    thenPersisted(new JobEvent.Placeable(T0, Cause.SCHEDULER));
    thenShown(JobStatus.QUEUED, Phase.WAITING);
    thenNoFailureShown();
    when(new JobCommand.Placeable(NOBODY));
    thenAgreed();
  }

  @Test
  void whateverEndsTheWaitingEndsTheWordThatNoNodeCouldRunTheJob() {
    for (var next : List.of(dispatched(1), new JobEvent.Suspended(T0, CALLER), canceled(CALLER))) {
      given(submitted(), saysUnplaceable("no node has av1"), next);
      thenNoFailureShown();
      fresh();
    }
  }

  @Test
  void theWordSurvivesANewRankAndKeepsTheBackoff() {
    given(submitted(), dispatched(1), attemptFailed(1, 5), saysUnplaceable("no node has av1"));
    given(new JobEvent.Reranked(Queue.LIVE, Priority.HIGH, T0, CALLER));
    assertThat(fact().unplaceable()).isEqualTo("no node has av1");
    assertThat(fact().notBefore()).isEqualTo(T0.plusSeconds(5));
  }

  @Test
  void onlyAWaitingJobSaysThatNoNodeCouldRunIt() {
    given(submitted(), dispatched(1));
    when(unplaceable("late"));
    thenRefused(Refusal.WRONG_PHASE);
    when(new JobCommand.Placeable(NOBODY));
    thenRefused(Refusal.WRONG_PHASE);
  }

  @Test
  void aJobShowsThatItWasPendingBeforeItQueued() {
    given(submitted());
    assertThat(shownSteps()).containsExactly("PENDING>QUEUED");
    given(dispatched(1), started(1));
    assertThat(shownSteps())
        .containsExactly("PENDING>QUEUED", "QUEUED>ASSIGNED", "ASSIGNED>PROCESSING");
  }

  @Test
  void aTimedJobIsPendingUntilItIsPlacedAndPassesThroughTheQueueThen() {
    given(submitted(timed()));
    thenShown(JobStatus.PENDING, Phase.WAITING);
    assertThat(shownSteps()).isEmpty();
    given(dispatched(1));
    assertThat(shownSteps()).containsExactly("PENDING>QUEUED", "QUEUED>ASSIGNED");
    assertThat(view().revision()).isEqualTo(2);
  }

  private List<String> shownSteps() {
    return view().transitions().stream().map(t -> t.from() + ">" + t.to()).toList();
  }

  private void thenNoFailureShown() {
    assertThat(view().failureReason()).isNull();
    assertThat(view().error()).isNull();
    assertThat(fact().unplaceable()).isNull();
  }

  @Test
  void aWaitingJobIsCanceledAtOnce() {
    given(submitted());
    when(cancel("request-1"));
    thenPersisted(canceled(CALLER));
    thenShown(JobStatus.CANCELED, Phase.AWAY);
  }

  @Test
  void aPlacedJobShowsAsCanceledAndKeepsItsPlaceUntilItHasStopped() {
    given(submitted(), dispatched(1), started(1));
    when(cancel("request-1"));
    thenPersisted(cancelRequested());
    thenShown(JobStatus.CANCELED, Phase.PLACED);
    when(report(1, new WorkerReport.Stopped("told to")));
    thenShown(JobStatus.CANCELED, Phase.AWAY);
  }

  @Test
  void aJobThatFinishesWhileItIsCanceledNeverCommits() {
    given(submitted(), dispatched(1), cancelRequested());
    when(report(1, finishedReport()));
    thenPersisted(canceled(WORKER));
    assertThat(view().result()).isNull();
  }

  @Test
  void aCanceledJobWhoseNodeIsLostIsCanceled() {
    given(submitted(), dispatched(1), cancelRequested());
    when(lost(1, 4));
    thenPersisted(canceled(Cause.SCHEDULER));
  }

  @Test
  void aRepeatOfTheCancelThatWasCarriedOutIsAgreedToAndAnotherIsRefused() {
    given(submitted(), canceled(CALLER));
    when(cancel("request-1"));
    thenAgreed();
    when(cancel("request-2"));
    thenRefused(Refusal.WRONG_PHASE);
  }

  @Test
  void noLateReportRevivesAFailedJob() {
    given(submitted(spec(0)), dispatched(1), failed(1, FailureReason.TIMEOUT));
    when(report(1, finishedReport()));
    thenRefused(Refusal.STALE_ATTEMPT);
    thenShown(JobStatus.FAILED, Phase.AWAY);
  }

  @Test
  void aRetriedJobKeepsCountingItsAttempts() {
    given(submitted(), dispatched(1), failed(1, FailureReason.INPUT_ERROR));
    when(new JobCommand.Retry(CALLER, NOBODY));
    thenPersisted(new JobEvent.Retried(T0, CALLER));
    assertThat(view().retryCount()).isEqualTo(1);
    assertThat(view().error()).isNull();
    when(dispatch(1));
    thenRefused(Refusal.STALE_ATTEMPT);
    when(dispatch(2));
    thenPersisted(dispatched(2));
  }

  @Test
  void aJobIsRankedAgainOnlyWhileItWaits() {
    given(submitted());
    var rerank = new JobCommand.Rerank(Queue.LIVE, null, CALLER, NOBODY);
    when(rerank);
    thenPersisted(new JobEvent.Reranked(Queue.LIVE, Priority.MEDIUM, T0, CALLER));
    assertThat(view().spec().queue()).isEqualTo(Queue.LIVE);
    when(rerank);
    thenAgreed();
    given(dispatched(1));
    when(rerank);
    thenRefused(Refusal.WRONG_PHASE);
  }
}
