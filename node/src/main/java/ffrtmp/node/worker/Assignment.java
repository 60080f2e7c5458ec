package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.worker.Held;

/** One attempt at a job, as it was given to this worker. */
public record Assignment(JobId job, int attempt, JobSpec spec) {
  /** The attempt's identity. */
  public Held held() {
    return new Held(job, attempt);
  }
}
