package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The journal, for whoever wants to know what happened. */
public interface Audit {
  /** Every event of the job, oldest first; empty: no such job. */
  CompletionStage<List<HistoryEntry>> history(JobId id);
}
