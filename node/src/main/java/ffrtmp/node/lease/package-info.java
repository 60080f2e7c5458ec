/**
 * Who is alive, in memory and apart from any database or shard.
 *
 * <p>On the worker a {@link LeaseHolder} renews each second with the {@link LeaseKeeper} of every
 * control node; its {@link LeaseClock} says whether a majority still answers, and when none does
 * the holder ends every attempt here and comes back as another incarnation. A keeper writes what it
 * hears into its {@link LeaseTable} and reports it to the scheduler, whose {@link LeaseQuorum}
 * takes every report as a sign of life, and declares a node silent when a majority of the keepers
 * had heard nothing of it for longer than the worker's own limit. So a worker has always ended its
 * processes before anyone else may start them anew.
 */
@NullMarked
package ffrtmp.node.lease;

import org.jspecify.annotations.NullMarked;
