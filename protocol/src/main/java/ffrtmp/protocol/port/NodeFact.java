package ffrtmp.protocol.port;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.node.NodeView;

/**
 * All that the scheduler needs to know of a node after one of its changes; ordered by the view's
 * revision like {@link JobFact}.
 *
 * @param removed whether the node has been taken out
 * @param life the epoch with which the present incarnation of the worker began; one that was lost
 *     and comes back in the same incarnation may still run what it held
 */
public record NodeFact(NodeView node, boolean removed, long life) implements CborSerializable {}
