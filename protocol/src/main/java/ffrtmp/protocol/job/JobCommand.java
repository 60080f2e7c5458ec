package ffrtmp.protocol.job;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.worker.WorkerReport;
import org.jspecify.annotations.Nullable;

/** What may be asked of a job, in the order of its life. Every command may arrive twice or late. */
public sealed interface JobCommand extends CborSerializable {
  /** Accept the job; the same submit again answers with the job as it is. */
  record Submit(JobSpec spec, Cause cause, ActorRef<JobReply> replyTo) implements JobCommand {}

  /** Show the job. */
  record Get(ActorRef<JobReply> replyTo) implements JobCommand {}

  /**
   * Tell {@code follower} of every change and of live progress from now on; said again as long as
   * it is wanted, since the job forgets its followers when it moves or rests.
   */
  record Follow(ActorRef<JobReply> follower) implements JobCommand {}

  /** Commit attempt {@code attempt} to a node in its registration {@code epoch}. */
  record Dispatch(int attempt, NodeId node, String nodeName, long epoch, ActorRef<JobReply> replyTo)
      implements JobCommand {}

  /** A report of the worker that holds the attempt. */
  record Report(int attempt, NodeId node, WorkerReport report, ActorRef<JobReply> replyTo)
      implements JobCommand {}

  /** The node's registration {@code epoch} has ended, and the attempt with it. */
  record AttemptLost(int attempt, NodeId node, long epoch, String why, ActorRef<JobReply> replyTo)
      implements JobCommand {}

  /** A node that lost an attempt of this job has ended it, and may be given the job again. */
  record Resurfaced(NodeId node, String nodeName, ActorRef<JobReply> replyTo)
      implements JobCommand {}

  /** No node could ever run the job; it waits for one, and says so. */
  record Unplaceable(String why, ActorRef<JobReply> replyTo) implements JobCommand {}

  /** Some node could run the job after all. */
  record Placeable(ActorRef<JobReply> replyTo) implements JobCommand {}

  /** No node could ever run the job, and it was not to wait for one. */
  record GiveUp(String why, ActorRef<JobReply> replyTo) implements JobCommand {}

  record Pause(PauseMode mode, Cause cause, ActorRef<JobReply> replyTo) implements JobCommand {}

  record Resume(Cause cause, ActorRef<JobReply> replyTo) implements JobCommand {}

  record Cancel(@Nullable String reason, Cause cause, ActorRef<JobReply> replyTo)
      implements JobCommand {}

  /** Queue a failed or canceled job again. */
  record Retry(Cause cause, ActorRef<JobReply> replyTo) implements JobCommand {}

  /** Give a waiting job another rank. */
  record Rerank(
      @Nullable Queue queue, @Nullable Priority priority, Cause cause, ActorRef<JobReply> replyTo)
      implements JobCommand {}
}
