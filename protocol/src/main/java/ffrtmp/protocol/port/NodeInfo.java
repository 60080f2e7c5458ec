package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeStatus;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Vitals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node with what no journal holds: its load, its last heartbeat, the jobs on it now. */
public record NodeInfo(
    NodeView node,
    NodeStatus status,
    Vitals vitals,
    @Nullable Instant lastHeartbeat,
    List<JobId> currentJobs) {
  public NodeInfo {
    currentJobs = List.copyOf(currentJobs);
  }
}
