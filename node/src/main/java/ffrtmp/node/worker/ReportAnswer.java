package ffrtmp.node.worker;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;

/** What a job answers to one report of one of its attempts. */
public sealed interface ReportAnswer {
  /** Heard; after a last word, whether the attempt finished the job and its output counts. */
  record Taken(boolean committed) implements ReportAnswer {}

  /** The job is in a phase that has no use for this report; the attempt goes on. */
  record Untimely(String why) implements ReportAnswer {}

  /** The job has moved on without this attempt. */
  record Unwanted(String why) implements ReportAnswer {}

  /** Nothing is known: the same must be said again. */
  record Unknown(String why) implements ReportAnswer {}

  /** Reads a job's own reply to a report of this attempt. */
  static ReportAnswer of(JobReply reply, int attempt) {
    if (reply instanceof JobReply.Accepted accepted) {
      return new Taken(
          accepted.job().status() == JobStatus.COMPLETED && accepted.job().attempt() == attempt);
    }
    if (!(reply instanceof JobReply.Refused refused)) return new Taken(false);
    if (refused.refusal() == Refusal.UNAVAILABLE) return new Unknown(refused.detail());
    return refused.refusal() == Refusal.WRONG_PHASE
        ? new Untimely(refused.detail())
        : new Unwanted(refused.detail());
  }
}
