package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;

/** One change of the read tables: the whole of a job or node as it was after it. */
public sealed interface Change {
  /** Grows with every change of anything; a job or node that changed again has only its latest. */
  long number();

  /** A job changed; what a reader wants of it is made when it asks. */
  record OfJob(long number, JobId id, JobState.Known state) implements Change {
    /** What the scheduler needs to know. */
    public JobFact fact() {
      return state.fact(id);
    }

    /** What everybody sees. */
    public JobView view() {
      return state.view(id);
    }
  }

  record OfNode(long number, NodeFact fact) implements Change {}
}
