package ffrtmp.protocol.worker;

import ffrtmp.protocol.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of an attempt over HTTP.
 *
 * @param attempt absent from old agents: then the node and the job's state decide
 * @param paused whether the attempt's processes stand still
 * @param log the end of the log so far, of an attempt that goes on
 */
public record AttemptWord(
    JobId job,
    @Nullable Integer attempt,
    WorkerReport report,
    boolean paused,
    @Nullable String log) {}
