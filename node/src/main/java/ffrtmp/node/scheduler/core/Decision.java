package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;

/** What the scheduler wants done. Each may be carried out twice without harm. */
public sealed interface Decision {

  /** Commit attempt {@code attempt} of the job to the node in its registration {@code epoch}. */
  record Dispatch(JobId job, int attempt, NodeId node, String nodeName, long epoch)
      implements Decision {}

  /** The registration under which the attempt was held is over, and the attempt with it. */
  record Lose(JobId job, int attempt, NodeId node, long epoch, String why) implements Decision {}

  /** The node's registration {@code epoch} has to end: its lease ran out. */
  record DeclareLost(NodeId node, long epoch, String why) implements Decision {}

  /** No registered node could ever run the job, which waits and has to say so. */
  record SayUnplaceable(JobId job, String why) implements Decision {}

  /** The job says that no node could ever run it, and one could. */
  record SayPlaceable(JobId job) implements Decision {}

  /** No registered node could ever run the job, and it was not to wait for one. */
  record GiveUp(JobId job, String why) implements Decision {}

  /** The node's drain deadline has passed: the attempt must stop there and queue again. */
  record HandBack(JobId job, int attempt, NodeId node, long epoch) implements Decision {}

  /** The worker does not hold an attempt that it should: the job's entity must tell it again. */
  record Wake(JobId job) implements Decision {}
}
