package ffrtmp.persistence.job;

import ffrtmp.persistence.job.JobState.Canceling;
import ffrtmp.persistence.job.JobState.Dispatched;
import ffrtmp.persistence.job.JobState.Held;
import ffrtmp.persistence.job.JobState.Known;
import ffrtmp.persistence.job.JobState.Placed;
import ffrtmp.persistence.job.JobState.Queued;
import ffrtmp.persistence.job.JobState.Running;
import ffrtmp.persistence.job.JobState.Suspended;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.PauseMode;
import org.jspecify.annotations.Nullable;

/** The single steps of {@link JobTransitions}; an event of another attempt changes nothing. */
final class JobSteps {
  private JobSteps() {}

  static JobState submitted(JobState.Absent none, JobEvent.Submitted e) {
    return new Queued(Life.of(e));
  }

  static JobState unplaceable(Queued job, JobEvent.Unplaceable e) {
    var life = after(job, e, job.status(), null);
    return new Queued(life.with(life.tries().unplaceable(e.why())));
  }

  static JobState placeable(Queued job, JobEvent.Placeable e) {
    var life = after(job, e, job.status(), null);
    return new Queued(life.with(life.tries().cleared()));
  }

  static JobState dispatched(Queued job, JobEvent.Dispatched e) {
    if (e.attempt() <= job.life().tries().attempts()) return job;
    var due = job.life().due(job.status(), e.at());
    var life = due.after(e, JobStatus.QUEUED, JobStatus.ASSIGNED, null);
    return new Dispatched(
        life.with(life.tries().dispatched(e.attempt())).progressed(0),
        new Place(e.attempt(), e.node(), e.nodeName(), e.epoch()));
  }

  static JobState started(Dispatched job, JobEvent.Started e) {
    if (e.attempt() != job.place().attempt()) return job;
    var life = after(job, e, JobStatus.PROCESSING, null);
    return new Running(life.with(life.times().started(e.at())), job.place(), false);
  }

  static JobState progressed(Running job, JobEvent.Progressed e) {
    if (e.attempt() != job.place().attempt()) return job;
    var life = after(job, e, JobStatus.PROCESSING, null);
    return new Running(
        life.progressed(e.percent()).with(life.tries().advanced()), job.place(), false);
  }

  static JobState finished(Placed job, JobEvent.Finished e) {
    if (e.attempt() != job.place().attempt()) return job;
    var life = after(job, e, JobStatus.COMPLETED, null).progressed(100);
    return new JobState.Completed(life.with(life.times().ended(e.at())), job.place(), e.result());
  }

  static JobState retried(Placed job, JobEvent.AttemptFailed e) {
    if (e.attempt() != job.place().attempt()) return job;
    return queue(attemptFailed(job, e, JobStatus.QUEUED), e);
  }

  static JobState setAside(Held job, JobEvent.AttemptFailed e) {
    if (e.attempt() != job.place().attempt()) return job;
    return new Suspended(attemptFailed(job, e, JobStatus.PAUSED).progressed(0));
  }

  static JobState requeued(Placed job, JobEvent.Requeued e) {
    if (e.attempt() != job.place().attempt()) return job;
    var life = after(job, e, JobStatus.QUEUED, e.why());
    // a worker hands back what it cannot run; only the scheduler speaks for a node that is gone
    boolean lost = e.cause().equals(Cause.SCHEDULER);
    var tries =
        lost ? life.tries().lost(e.why()).barring(job.place()) : life.tries().interrupted(e.why());
    return queue(life.with(tries), e);
  }

  static JobState resurfaced(Queued job, JobEvent.Resurfaced e) {
    return new Queued(unbarred(job, e));
  }

  static JobState resurfaced(Suspended job, JobEvent.Resurfaced e) {
    return new Suspended(unbarred(job, e));
  }

  static JobState resurfaced(Dispatched job, JobEvent.Resurfaced e) {
    return new Dispatched(unbarred(job, e), job.place());
  }

  static JobState resurfaced(Running job, JobEvent.Resurfaced e) {
    return new Running(unbarred(job, e), job.place(), job.resumed());
  }

  static JobState resurfaced(Held job, JobEvent.Resurfaced e) {
    return new Held(unbarred(job, e), job.place(), job.mode(), job.started());
  }

  private static Life unbarred(Known job, JobEvent.Resurfaced e) {
    var life = after(job, e, job.status(), null);
    return life.with(life.tries().unbarring(e.node()));
  }

  static JobState failed(Known job, JobEvent.Failed e) {
    var place = job.place();
    if (e.attempt() != (place == null ? 0 : place.attempt())) return job;
    var life = after(job, e, JobStatus.FAILED, e.error());
    return new JobState.Failed(
        life.with(life.tries().failed(e.error(), e.reason())).with(life.times().ended(e.at())),
        place);
  }

  static JobState releasing(Dispatched job, JobEvent.PauseRequested e) {
    return new Held(after(job, e, JobStatus.PAUSED, null), job.place(), PauseMode.RELEASE, false);
  }

  static JobState pausing(Running job, JobEvent.PauseRequested e) {
    return new Held(after(job, e, JobStatus.PAUSED, null), job.place(), e.mode(), true);
  }

  static JobState paused(Held job, JobEvent.PauseRequested e) {
    return new Held(after(job, e, JobStatus.PAUSED, null), job.place(), e.mode(), job.started());
  }

  static JobState suspended(Known job, JobEvent.Suspended e) {
    var life = after(job, e, JobStatus.PAUSED, null).progressed(0);
    var place = job.place();
    var tries = life.tries().cleared();
    if (place != null && e.cause().equals(Cause.SCHEDULER)) tries = tries.barring(place);
    return new Suspended(life.with(tries));
  }

  static JobState resumed(Held job, JobEvent.Resumed e) {
    if (!job.started()) return new Dispatched(after(job, e, JobStatus.ASSIGNED, null), job.place());
    boolean told = job.mode() == PauseMode.HOLD;
    return new Running(after(job, e, JobStatus.PROCESSING, null), job.place(), told);
  }

  static JobState queuedAgain(Suspended job, JobEvent.Resumed e) {
    return queue(after(job, e, Queued.status(job.life()), null), e);
  }

  static JobState canceling(Placed job, JobEvent.CancelRequested e) {
    return new Canceling(after(job, e, JobStatus.CANCELED, e.reason()), job.place(), e.reason());
  }

  static JobState canceled(Known job, JobEvent.Canceled e) {
    var life = after(job, e, JobStatus.CANCELED, e.reason());
    return new JobState.Canceled(
        life.with(life.tries().cleared()).with(life.times().ended(e.at())), job.place());
  }

  static JobState reranked(Queued job, JobEvent.Reranked e) {
    var life = after(job, e, job.status(), null);
    return new Queued(life.with(new Rank(e.queue(), e.priority())));
  }

  static JobState again(Known job, JobEvent.Retried e) {
    var life = after(job, e, JobStatus.QUEUED, null);
    return queue(life.with(life.tries().again()), e);
  }

  private static Life attemptFailed(Placed job, JobEvent.AttemptFailed e, JobStatus to) {
    var life = after(job, e, to, e.error());
    var tries = life.tries().failedOn(job.place().node(), e.error(), e.notBefore());
    return life.with(e.cause().equals(Cause.SCHEDULER) ? tries.barring(job.place()) : tries);
  }

  private static Queued queue(Life life, JobEvent e) {
    return new Queued(life.with(life.times().queued(e.at())).progressed(0));
  }

  private static Life after(Known job, JobEvent e, JobStatus to, @Nullable String reason) {
    return job.life().after(e, job.status(), to, reason);
  }
}
