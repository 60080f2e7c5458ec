package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.node.NodeId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list shows, newest first.
 *
 * @param statuses any of these; empty: all
 * @param tenant whose; absent: all
 * @param since created at or after
 * @param limit 1 to 500
 * @param before only sequence numbers below this, where a page ended
 */
public record JobFilter(
    Set<JobStatus> statuses,
    @Nullable Queue queue,
    @Nullable Priority priority,
    @Nullable NodeId node,
    @Nullable String scenario,
    @Nullable String tenant,
    @Nullable Instant since,
    int limit,
    @Nullable Long before) {
  public JobFilter {
    statuses = Set.copyOf(statuses);
  }
}
