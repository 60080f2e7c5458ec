package ffrtmp.protocol.port;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.LostPlace;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the scheduler needs to know of a job after one of its changes. Facts with a lower
 * revision than one already seen are old and change nothing, so order and repeats do not matter.
 *
 * @param phase where the job stands, as the scheduler sees it
 * @param attempts attempts made so far, the current one included; the next dispatch is {@code
 *     attempts + 1}
 * @param node who holds the attempt while it is placed
 * @param epoch the registration under which the node holds it
 * @param unplaceable what the waiting job says of why no node could ever run it; absent: nothing
 * @param barred where an attempt was lost that may still run: not to be used while the node's
 *     worker is the one that it was then; at most 8
 * @param avoid nodes on which an attempt failed, to be used only where no other is left; at most 8
 */
public record JobFact(
    JobId id,
    long revision,
    Phase phase,
    long sequence,
    @Nullable String tenantId,
    Queue queue,
    Priority priority,
    Requirements requirements,
    int attempts,
    @Nullable NodeId node,
    long epoch,
    @Nullable Instant notBefore,
    @Nullable String unplaceable,
    Set<LostPlace> barred,
    Set<NodeId> avoid)
    implements CborSerializable {
  /** Waiting for a place, holding one, or neither (suspended or ended). */
  public enum Phase {
    WAITING,
    PLACED,
    AWAY
  }

  public JobFact {
    barred = Set.copyOf(barred);
    avoid = Set.copyOf(avoid);
  }
}
