package ffrtmp.node.worker;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobResult;
import org.jspecify.annotations.Nullable;

/** How the execution of an attempt ended. */
public sealed interface Ending {
  /** The output waits under the attempt's own name for the job's commit. */
  record Succeeded(JobResult result, @Nullable String log, Output output) implements Ending {}

  /** Whatever the attempt had written is deleted already. */
  record Failed(FailureReason reason, String error, @Nullable String log) implements Ending {}

  /**
   * It was told to; whatever it had written is deleted already.
   *
   * @param killed asking was not enough, or was not tried
   */
  record Stopped(String why, boolean killed) implements Ending {
    /** It ended when it was asked to. */
    public Stopped(String why) {
      this(why, false);
    }
  }
}
