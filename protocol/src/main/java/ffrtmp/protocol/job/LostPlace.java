package ffrtmp.protocol.job;

import ffrtmp.protocol.node.NodeId;

/**
 * Where an attempt was lost, and may still run: a worker that was cut off may not know that its
 * lease is over.
 *
 * @param epoch the node's registration under which the attempt was committed
 */
public record LostPlace(NodeId node, long epoch) {}
