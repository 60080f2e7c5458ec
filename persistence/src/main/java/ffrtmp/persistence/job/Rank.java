package ffrtmp.persistence.job;

import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;

/** Where a job stands before its sequence number decides; it may change while the job waits. */
public record Rank(Queue queue, Priority priority) {
  static Rank of(JobSpec spec) {
    return new Rank(spec.queue(), spec.priority());
  }
}
