package ffrtmp.node.worker.remote;

import java.time.Duration;

/**
 * What came of one request to the master.
 *
 * @param <T> what a good answer carries
 */
sealed interface Heard<T> {
  /** The master did as it was asked. */
  record Told<T>(T value) implements Heard<T> {}

  /** A definite no: the master does not know the node, the job or the attempt as it was named. */
  record Denied<T>(String why) implements Heard<T> {}

  /**
   * Nothing is known of what the master did; the same may be asked again.
   *
   * @param pause the shortest wait that the master asked for, or that makes sense; may be zero
   */
  record Unclear<T>(String why, Duration pause) implements Heard<T> {}
}
