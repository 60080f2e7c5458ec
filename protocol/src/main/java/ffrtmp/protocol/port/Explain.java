package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The scheduler's own account of a job. */
public interface Explain {
  /** Empty: the scheduler does not hold the job, it has ended or does not exist. */
  CompletionStage<Optional<Explanation>> explain(JobId id);
}
