/**
 * Who is alive, in memory and apart from any database or shard: on the worker a {@code LeaseHolder}
 * renews each second with the {@code LeaseKeeper} of every control node and ends its own processes
 * when a majority stops answering; the keepers report what they hear to the scheduler, which
 * declares a node lost when a majority of them has heard nothing for longer than the worker's own
 * limit.
 */
@NullMarked
package ffrtmp.node.lease;

import org.jspecify.annotations.NullMarked;
