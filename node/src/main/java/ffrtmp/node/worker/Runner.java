package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobSpec;

/** Runs attempts with one engine. */
public interface Runner {
  /** Whether this engine, as it is on this node, can do the job by what its parameters say. */
  default boolean suits(JobSpec spec) {
    return true;
  }

  /**
   * Begins the attempt and returns at once; everything after that is said to {@code observer}, from
   * any thread, and ends with exactly one {@link Observer#ended}.
   */
  Execution start(Assignment assignment, Observer observer);
}
