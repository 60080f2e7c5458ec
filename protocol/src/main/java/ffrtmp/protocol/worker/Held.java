package ffrtmp.protocol.worker;

import ffrtmp.protocol.job.JobId;

/** An attempt that a worker holds, as each renewal of its lease says. */
public record Held(JobId job, int attempt) {}
