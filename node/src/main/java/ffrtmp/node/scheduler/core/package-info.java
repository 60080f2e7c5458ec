/**
 * The scheduler's pure core: facts in, decisions out; no clock, no randomness, no log, no I/O.
 *
 * <p>{@link SchedulerCore} keeps one {@link JobEntry} for each job that waits or holds a place and
 * one {@link NodeBook} for each node. Waiting jobs stand in a {@link ShapeQueue} with all others of
 * the same {@link Shape}, or in {@link Parking} until their time comes; nodes that look alike share
 * a {@link Signature}, whose {@link CapacityTree}s say in logarithmic time whether any of them
 * admits a shape. The {@link Placer} alone joins the two and holds the invariant that makes this
 * cheap: between facts no node admits a shape that has an eligible waiting job.
 */
@NullMarked
package ffrtmp.node.scheduler.core;

import org.jspecify.annotations.NullMarked;
