package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.node.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a job: the facts of its journal, in the order of its life. The stored names are
 * for ever; fields are only added, and only as optional.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @Type(value = JobEvent.Submitted.class, name = "job-submitted"),
  @Type(value = JobEvent.Unplaceable.class, name = "job-unplaceable"),
  @Type(value = JobEvent.Placeable.class, name = "job-placeable"),
  @Type(value = JobEvent.Dispatched.class, name = "job-dispatched"),
  @Type(value = JobEvent.Started.class, name = "job-started"),
  @Type(value = JobEvent.Progressed.class, name = "job-progressed"),
  @Type(value = JobEvent.Finished.class, name = "job-finished"),
  @Type(value = JobEvent.AttemptFailed.class, name = "job-attempt-failed"),
  @Type(value = JobEvent.Requeued.class, name = "job-requeued"),
  @Type(value = JobEvent.Resurfaced.class, name = "job-resurfaced"),
  @Type(value = JobEvent.Failed.class, name = "job-failed"),
  @Type(value = JobEvent.PauseRequested.class, name = "job-pause-requested"),
  @Type(value = JobEvent.Suspended.class, name = "job-suspended"),
  @Type(value = JobEvent.Resumed.class, name = "job-resumed"),
  @Type(value = JobEvent.CancelRequested.class, name = "job-cancel-requested"),
  @Type(value = JobEvent.Canceled.class, name = "job-canceled"),
  @Type(value = JobEvent.Retried.class, name = "job-retried"),
  @Type(value = JobEvent.Reranked.class, name = "job-reranked")
})
public sealed interface JobEvent {
  /** When it happened, by the clock of the control node that wrote it. */
  Instant at();

  /** Who brought it about. */
  Cause cause();

  record Submitted(long sequence, JobSpec spec, Instant at, Cause cause) implements JobEvent {}

  /** No registered node could ever run the job, which waits on. */
  record Unplaceable(String why, Instant at, Cause cause) implements JobEvent {}

  /** Some registered node could run the job after all, and has no room for it yet. */
  record Placeable(Instant at, Cause cause) implements JobEvent {}

  /** The attempt belongs to a node; from here on only that node's reports count. */
  record Dispatched(int attempt, NodeId node, String nodeName, long epoch, Instant at, Cause cause)
      implements JobEvent {}

  /** The engine runs. */
  record Started(int attempt, Instant at, Cause cause) implements JobEvent {}

  /** A milestone: at the most one for each tenth. */
  record Progressed(int attempt, double percent, Instant at, Cause cause) implements JobEvent {}

  /** The attempt succeeded; this commits its output. */
  record Finished(int attempt, JobResult result, @Nullable String log, Instant at, Cause cause)
      implements JobEvent {}

  /** The attempt failed and another follows, not before {@code notBefore}. */
  record AttemptFailed(
      int attempt,
      FailureReason reason,
      String error,
      @Nullable String log,
      Instant notBefore,
      Instant at,
      Cause cause)
      implements JobEvent {}

  /**
   * The attempt ended through no fault of the job; it queues with its old place and retry count.
   */
  record Requeued(int attempt, String why, Instant at, Cause cause) implements JobEvent {}

  /** A node that lost an attempt has spoken of it: nothing of that attempt runs there any more. */
  record Resurfaced(NodeId node, Instant at, Cause cause) implements JobEvent {}

  /** The last attempt failed, or none could be made ({@code attempt} 0). */
  record Failed(
      int attempt,
      FailureReason reason,
      String error,
      @Nullable String log,
      Instant at,
      Cause cause)
      implements JobEvent {}

  /** The worker was told to pause; the job shows as paused from here on. */
  record PauseRequested(PauseMode mode, Instant at, Cause cause) implements JobEvent {}

  /** Paused without a place on a node: it was waiting, or its place was given back or lost. */
  record Suspended(Instant at, Cause cause) implements JobEvent {}

  record Resumed(Instant at, Cause cause) implements JobEvent {}

  /** The worker was told to stop; the job shows as canceled from here on. */
  record CancelRequested(@Nullable String reason, Instant at, Cause cause) implements JobEvent {}

  /** Nothing of the job runs any more. */
  record Canceled(@Nullable String reason, Instant at, Cause cause) implements JobEvent {}

  /** A failed or canceled job was queued again by hand. */
  record Retried(Instant at, Cause cause) implements JobEvent {}

  record Reranked(Queue queue, Priority priority, Instant at, Cause cause) implements JobEvent {}
}
