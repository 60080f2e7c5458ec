package ffrtmp.persistence.read;

import ffrtmp.protocol.job.JobId;
import org.jspecify.annotations.Nullable;

/**
 * A job that holds a place.
 *
 * @param tenant whose it is; absent: nobody's in particular
 */
public record JobOnNode(JobId job, @Nullable String tenant) {}
