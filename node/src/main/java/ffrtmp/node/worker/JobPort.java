package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.concurrent.CompletionStage;

/** How the worker speaks to the jobs whose attempts it holds. */
@FunctionalInterface
public interface JobPort {
  /**
   * Reports once. A failed stage means that nothing is known, as {@link ReportAnswer.Unknown} does,
   * and the worker will say the same again.
   */
  CompletionStage<ReportAnswer> report(JobId job, int attempt, WorkerReport report);
}
