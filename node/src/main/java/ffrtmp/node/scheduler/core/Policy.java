package ffrtmp.node.scheduler.core;

import java.time.Duration;

/**
 * What an operator may choose of the scheduler's behaviour.
 *
 * @param failUnplaceable whether a job that no registered node could ever run is given up
 * @param unplaceableGrace how long such a job waits for a node before it is given up
 * @param doubt how long a job rests whose dispatch was refused without a newer fact about it; also
 *     how often an unanswered decision about a job or node is made again
 * @param nodeRest how long a node rests that handed back an attempt without a failure
 * @param maxShapes distinct demands told apart exactly; above it, demands are rounded up to three
 *     significant bits
 */
public record Policy(
    Placement placement,
    boolean failUnplaceable,
    Duration unplaceableGrace,
    Duration doubt,
    Duration nodeRest,
    int maxShapes) {

  /** After how long a node that jobs name and no fact has told of counts as gone. */
  Duration strangerAfter() {
    return doubt.multipliedBy(6);
  }

  /** Spread, wait, and the usual times. */
  public static final Policy DEFAULT =
      new Policy(
          Placement.SPREAD,
          false,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          4096);
}
