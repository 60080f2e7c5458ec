package ffrtmp.node.worker;

/** Runs attempts with one engine. */
public interface Runner {
  /**
   * Begins the attempt and returns at once; everything after that is said to {@code observer}, from
   * any thread, and ends with exactly one {@link Observer#ended}.
   */
  Execution start(Assignment assignment, Observer observer);
}
