package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobStatus;

/**
 * One event of a job's journal, and the state that the job showed after it.
 *
 * @param number the event's number within the job, from 1
 */
public record HistoryEntry(long number, JobEvent event, JobStatus status) {}
