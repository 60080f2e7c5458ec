/**
 * The scheduler as a cluster singleton: {@link ffrtmp.node.scheduler.SchedulerActor} turns what it
 * reads from the change feed, hints and lease reports into facts for the pure core, and the core's
 * decisions into commands for jobs and nodes. It persists nothing: after a fail-over it loads the
 * read tables, follows the feed from there, and waits for every worker to say what it holds.
 */
@NullMarked
package ffrtmp.node.scheduler;

import org.jspecify.annotations.NullMarked;
