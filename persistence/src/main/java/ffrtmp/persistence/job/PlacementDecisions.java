package ffrtmp.persistence.job;

import ffrtmp.persistence.job.JobState.Known;
import ffrtmp.persistence.job.JobState.Placed;
import ffrtmp.persistence.job.JobState.Queued;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Instant;

/** What the scheduler decided about a job's place, arbitrated: one winner for each attempt. */
final class PlacementDecisions {
  /** Losses in a row that cost no retry: past them the job itself is under suspicion. */
  static final int FREE_LOSSES = 5;

  private final ReportDecisions reports;

  PlacementDecisions(ReportDecisions reports) {
    this.reports = reports;
  }

  Decision dispatch(Known job, JobCommand.Dispatch c, Instant now) {
    if (job instanceof Queued && c.attempt() == job.life().tries().attempts() + 1) {
      return Decision.persist(
          new JobEvent.Dispatched(
              c.attempt(), c.node(), c.nodeName(), c.epoch(), now, Cause.SCHEDULER));
    }
    var place = job.place();
    if (place != null && place.is(c.attempt(), c.node()) && place.epoch() == c.epoch()) {
      return Decision.agree();
    }
    return Decision.refuse(
        Refusal.STALE_ATTEMPT,
        "Attempt %d cannot be made: %d were made, and the job is %s."
            .formatted(c.attempt(), job.life().tries().attempts(), Phrases.of(job)));
  }

  Decision lost(Known job, JobCommand.AttemptLost c, Instant now) {
    if (!(job instanceof Placed placed) || !placed.place().is(c.attempt(), c.node())) {
      boolean over = !(job instanceof Placed) && job.life().tries().attempts() == c.attempt();
      return over ? Decision.agree() : stale(job, c.attempt());
    }
    if (placed.place().epoch() > c.epoch()) {
      return Decision.refuse(Refusal.STALE_EPOCH, "The attempt belongs to a newer registration.");
    }
    boolean works = job instanceof JobState.Dispatched || job instanceof JobState.Running;
    int losses = job.life().tries().losses();
    if (!works || losses < FREE_LOSSES) {
      return Decision.persist(interrupted(placed, c.why(), now, Cause.SCHEDULER));
    }
    var error = "%d attempts in a row were lost with their node: %s".formatted(losses + 1, c.why());
    var failed = new WorkerReport.Failed(FailureReason.PLATFORM_ERROR, error, null);
    return reports.failed(placed, failed, now, Cause.SCHEDULER);
  }

  Decision resurfaced(Known job, JobCommand.Resurfaced c, Instant now) {
    boolean barred =
        job.life().tries().barred().stream().anyMatch(lost -> lost.node().equals(c.node()));
    boolean over = job instanceof JobState.Ended || job instanceof JobState.Canceling;
    if (over || !barred) return Decision.agree();
    return Decision.persist(new JobEvent.Resurfaced(c.node(), now, Cause.worker(c.nodeName())));
  }

  Decision unplaceable(Known job, JobCommand.Unplaceable c, Instant now) {
    if (!(job instanceof Queued)) return notWaiting(job);
    if (c.why().equals(job.life().tries().unplaceable())) return Decision.agree();
    return Decision.persist(new JobEvent.Unplaceable(c.why(), now, Cause.SCHEDULER));
  }

  Decision placeable(Known job, Instant now) {
    if (!(job instanceof Queued)) return notWaiting(job);
    if (job.life().tries().unplaceable() == null) return Decision.agree();
    return Decision.persist(new JobEvent.Placeable(now, Cause.SCHEDULER));
  }

  Decision giveUp(Known job, JobCommand.GiveUp c, Instant now) {
    if (!(job instanceof Queued)) return notWaiting(job);
    return Decision.persist(
        new JobEvent.Failed(
            0, FailureReason.CAPABILITY_MISMATCH, c.why(), null, now, Cause.SCHEDULER));
  }

  private static Decision notWaiting(Known job) {
    return Decision.refuse(Refusal.WRONG_PHASE, "The job is " + Phrases.of(job) + ".");
  }

  static Decision stale(Known job, int attempt) {
    return Decision.refuse(
        Refusal.STALE_ATTEMPT,
        "Attempt %d does not hold the job on this node; it is %s after %d attempts."
            .formatted(attempt, Phrases.of(job), job.life().tries().attempts()));
  }

  /** What follows when a placed attempt ends through no fault of the job. */
  static JobEvent interrupted(Placed job, String why, Instant now, Cause cause) {
    if (job instanceof JobState.Canceling canceling) {
      return new JobEvent.Canceled(canceling.reason(), now, cause);
    }
    if (job instanceof JobState.Held) return new JobEvent.Suspended(now, cause);
    return new JobEvent.Requeued(job.place().attempt(), why, now, cause);
  }
}
