package ffrtmp.node.worker;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;

/** What a job says of one of its attempts. */
public enum Fate {
  /** The attempt finished the job: its output counts. */
  COMMITTED,
  /** The attempt may still be committed, or the job gave no answer: ask again later. */
  OPEN,
  /** The attempt is over, and its output will never count. */
  OVER;

  /** Reads the answer to {@code JobCommand.Get}. */
  public static Fate of(JobReply reply, int attempt) {
    if (reply instanceof JobReply.Accepted accepted) return of(accepted.job(), attempt);
    if (reply instanceof JobReply.Existing existing) return of(existing.job(), attempt);
    JobReply.Refused refused = (JobReply.Refused) reply;
    return refused.refusal() == Refusal.UNKNOWN_JOB ? OVER : OPEN;
  }

  private static Fate of(JobView job, int attempt) {
    if (job.attempt() != attempt) return OVER;
    if (job.status() == JobStatus.COMPLETED) return COMMITTED;
    return job.status().terminal() || job.nodeId() == null ? OVER : OPEN;
  }
}
