package ffrtmp.persistence.read;

import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.node.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How things stand, in numbers.
 *
 * @param jobs every combination of status, queue and priority once
 * @param waitingSince when the job that has waited longest became due; absent: none waits
 * @param nodes how many there are of each status; every status is there
 */
public record Standing(
    List<Jobs> jobs, @Nullable Instant waitingSince, Map<NodeStatus, Long> nodes) {
  public Standing {
    jobs = List.copyOf(jobs);
    nodes = Map.copyOf(nodes);
  }

  /** So many jobs of a kind. */
  public record Jobs(JobStatus status, Queue queue, Priority priority, long number) {}
}
