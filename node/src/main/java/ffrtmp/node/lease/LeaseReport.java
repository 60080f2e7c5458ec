package ffrtmp.node.lease;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.worker.Held;
import java.util.List;
import java.util.Set;

/**
 * What one keeper has heard of some of the workers; of all of them in as many reports as it takes.
 *
 * @param keeper the address of its control node
 * @param upMillis milliseconds since it began to listen; of what was before it knows nothing
 */
public record LeaseReport(String keeper, long upMillis, List<NodeLease> nodes)
    implements CborSerializable {

  public LeaseReport {
    nodes = List.copyOf(nodes);
  }

  /**
   * @param epoch the registration that the worker renewed under
   * @param silentMillis milliseconds since its last renewal arrived
   * @param held the attempts that the worker held then
   * @param closing whether the worker ends and takes no more attempts
   * @param leaseMillis how long the worker holds its lease after a renewal
   */
  public record NodeLease(
      NodeId node,
      String incarnation,
      long epoch,
      long silentMillis,
      Set<Held> held,
      boolean closing,
      long leaseMillis) {
    public NodeLease {
      held = Set.copyOf(held);
    }
  }
}
