package ffrtmp.persistence.job;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import java.time.Instant;

/**
 * Decides every command on every phase: pure, so that the entity only persists and answers. Each
 * decision is idempotent: the same command again is agreed to, an older one is refused with the
 * truth.
 */
public final class JobDecisions {
  private final PlacementDecisions placement;
  private final ReportDecisions reports;
  private final WishDecisions wishes = new WishDecisions();

  public JobDecisions(JobSettings settings) {
    reports = new ReportDecisions(settings);
    placement = new PlacementDecisions(reports);
  }

  /**
   * @param now when an event that follows has happened
   */
  public Decision on(JobState state, JobCommand command, Instant now) {
    if (command instanceof JobCommand.Submit submit) return submit(state, submit);
    if (!(state instanceof JobState.Known job)) {
      return Decision.refuse(Refusal.UNKNOWN_JOB, "There is no such job.");
    }
    if (command instanceof JobCommand.Get || command instanceof JobCommand.Follow) {
      return Decision.agree();
    }
    if (command instanceof JobCommand.Report c) return reports.on(job, c, now);
    if (command instanceof JobCommand.Dispatch c) return placement.dispatch(job, c, now);
    if (command instanceof JobCommand.AttemptLost c) return placement.lost(job, c, now);
    if (command instanceof JobCommand.Resurfaced c) return placement.resurfaced(job, c, now);
    if (command instanceof JobCommand.Unplaceable c) return placement.unplaceable(job, c, now);
    if (command instanceof JobCommand.Placeable) return placement.placeable(job, now);
    if (command instanceof JobCommand.GiveUp c) return placement.giveUp(job, c, now);
    return wishes.on(job, command, now);
  }

  /** The event that accepts a job under the number it was given. */
  public JobEvent accept(JobCommand.Submit submit, long sequence, Instant now) {
    return new JobEvent.Submitted(sequence, submit.spec(), now, submit.cause());
  }

  private static Decision submit(JobState state, JobCommand.Submit submit) {
    if (!(state instanceof JobState.Known job)) return new Decision.NeedsNumber();
    if (job.life().spec().equals(submit.spec())) return new Decision.Existing();
    return Decision.refuse(Refusal.KEY_REUSED, "The key was used before, for another job.");
  }
}
