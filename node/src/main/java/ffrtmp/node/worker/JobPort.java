package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.concurrent.CompletionStage;

/** How the worker speaks to the jobs whose attempts it holds. */
@FunctionalInterface
public interface JobPort {
  /**
   * Reports once. The stage completes with the job's answer; a failure or a refusal as unavailable
   * means that nothing is known, and the worker will say the same again.
   */
  CompletionStage<JobReply> report(JobId job, int attempt, WorkerReport report);
}
