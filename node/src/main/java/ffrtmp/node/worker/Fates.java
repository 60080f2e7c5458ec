package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobId;
import java.util.concurrent.CompletionStage;

/** Asks what became of an attempt whose worker does not remember it. */
@FunctionalInterface
public interface Fates {
  /** Asks once; a failed stage means that nothing is known. */
  CompletionStage<Fate> ask(JobId job, int attempt);
}
