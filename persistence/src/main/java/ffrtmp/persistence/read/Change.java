package ffrtmp.persistence.read;

import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;

/** One change of the read tables: the whole of a job or node as it was after it. */
public sealed interface Change {
  /** Grows with every change of anything; a job or node that changed again has only its latest. */
  long number();

  record OfJob(long number, JobFact fact, JobView view) implements Change {}

  record OfNode(long number, NodeFact fact) implements Change {}
}
