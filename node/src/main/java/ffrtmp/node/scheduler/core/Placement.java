package ffrtmp.node.scheduler.core;

/** Which of the nodes that admit a job gets it. */
public enum Placement {
  /** The one with the largest share free. */
  SPREAD,
  /** The one with the smallest share free, so that others stay free for large jobs. */
  PACK
}
