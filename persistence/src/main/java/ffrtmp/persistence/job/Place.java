package ffrtmp.persistence.job;

import ffrtmp.protocol.node.NodeId;

/**
 * The hold of one attempt on one node.
 *
 * @param epoch the node's registration under which the attempt was committed
 */
public record Place(int attempt, NodeId node, String nodeName, long epoch) {
  /** Whether this very attempt runs on this very node. */
  boolean is(int otherAttempt, NodeId otherNode) {
    return attempt == otherAttempt && node.equals(otherNode);
  }
}
