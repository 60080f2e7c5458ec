package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.node.NodeId;
import java.util.Set;

/**
 * All that decides where a job can run: jobs of one shape are interchangeable but for their rank.
 *
 * @param avoid nodes that take the job only where no other available node ever could
 */
record Shape(Room demand, Constraints constraints, Set<NodeId> avoid) {}
