package ffrtmp.protocol.port;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a job waits, or where it went.
 *
 * @param position 1 for the next of its shape; 0 when it is not waiting
 * @param reason {@code CAPABILITY_MISMATCH} when no registered node could ever run it
 * @param nodes what each node lacks, at most 100
 */
public record Explanation(
    JobId job,
    String summary,
    int position,
    @Nullable FailureReason reason,
    List<NodeVerdict> nodes)
    implements CborSerializable {
  /** What one node lacks for the job; empty: nothing. */
  public record NodeVerdict(NodeId node, String name, List<String> lacks) {
    public NodeVerdict {
      lacks = List.copyOf(lacks);
    }
  }

  public Explanation {
    nodes = List.copyOf(nodes);
  }
}
