package ffrtmp.protocol.port;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.node.NodeView;

/**
 * All that the scheduler needs to know of a node after one of its changes; ordered by the view's
 * revision like {@link JobFact}.
 *
 * @param removed whether the node has been taken out
 */
public record NodeFact(NodeView node, boolean removed) implements CborSerializable {}
