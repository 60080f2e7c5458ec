package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.LostPlace;
import ffrtmp.protocol.node.NodeId;
import java.util.Set;

/**
 * All that decides where a job can run: jobs of one shape are interchangeable but for their rank.
 *
 * @param barred where an attempt was lost that may still run there
 * @param avoid nodes that take the job only where no other available node ever could
 */
record Shape(Room demand, Constraints constraints, Set<LostPlace> barred, Set<NodeId> avoid) {
  /** Whether the worker that lost an attempt is still the one that the node has. */
  boolean bars(NodeBook node) {
    for (LostPlace lost : barred) {
      if (lost.node().equals(node.id()) && lost.epoch() >= node.life()) return true;
    }
    return false;
  }

  /** Whether the node is neither barred nor to be avoided. */
  boolean welcomes(NodeBook node) {
    return !avoid.contains(node.id()) && !bars(node);
  }
}
