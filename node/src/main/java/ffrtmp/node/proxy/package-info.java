/**
 * Nodes whose workers speak HTTP. Each has a {@link HttpNodeActor} on some control node, which
 * stands where a cluster worker's own actors would: commands for the worker go to it, it offers the
 * open polls to the scheduler, renews the lease with every keeper, and passes on what the worker
 * reports. It persists nothing; a new one finds what the node holds in the read tables, and learns
 * the rest from the worker's next words.
 */
@NullMarked
package ffrtmp.node.proxy;

import org.jspecify.annotations.NullMarked;
