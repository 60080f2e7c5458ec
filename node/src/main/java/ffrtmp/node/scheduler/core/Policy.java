package ffrtmp.node.scheduler.core;

import java.time.Duration;

/**
 * What an operator may choose of the scheduler's behaviour.
 *
 * @param failUnplaceable whether a job that no registered node could ever run is given up
 * @param unplaceableGrace how long such a job waits for a node before it is given up
 * @param doubt how long a job rests whose dispatch was refused without a newer fact about it; also
 *     how often an unanswered decision about a job or node is made again
 * @param nodeRest how long a node rests that handed back an attempt without a failure; twice as
 *     long after each further one in a row, up to 64 times
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

  /** How long a node rests after so many hand-backs in a row. */
  Duration restAfter(int handBacks) {
    return nodeRest.multipliedBy(1L << Math.min(handBacks - 1, MAX_DOUBLINGS));
  }

  /** After how long a node that jobs name and no fact has told of counts as gone. */
  Duration strangerAfter() {
    return doubt.multipliedBy(6);
  }

  private static final int MAX_DOUBLINGS = 6;

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
