package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobView;

/**
 * One step of a job's life, as the live routes send it.
 *
 * @param number what a client resumes after: the job's revision for one job, the change's number
 *     for all jobs; 0 for live progress, which is not repeated
 */
public record JobChange(long number, JobView job) {}
