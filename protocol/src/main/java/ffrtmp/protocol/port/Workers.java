package ffrtmp.protocol.port;

import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Registration;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The workers that speak HTTP, for whoever serves them. Every stage completes with a definite
 * answer; where none came in time it is {@code Refused(UNAVAILABLE)}, and the same call again is
 * safe.
 */
public interface Workers {
  /** Registered or Refused. */
  CompletionStage<WorkerAnswer> register(Registration registration, Sender sender);

  /** Beaten or Refused. */
  CompletionStage<WorkerAnswer> beat(NodeId node, Beat beat, Sender sender);

  /**
   * HandedOut or Refused. The call is an offer of one slot for as long as it lasts.
   *
   * @param wait how long to wait for a job; a longer wait than the bound is cut to it
   * @param hungUp completes when nobody waits for the answer any more
   */
  CompletionStage<WorkerAnswer> next(
      NodeId node,
      @Nullable String incarnation,
      Duration wait,
      Sender sender,
      CompletionStage<?> hungUp);

  /** Heard or Refused. */
  CompletionStage<WorkerAnswer> report(NodeId node, AttemptWord word, Sender sender);

  /** Left or Refused. */
  CompletionStage<WorkerAnswer> leave(NodeId node, String incarnation, Sender sender);

  /** Somebody was shown a job that a node holds; from the node itself that is a sign of life. */
  void looked(JobView job, Sender sender);

  /** Whether the node's worker can pause its jobs; one that is not known can. */
  CompletionStage<Boolean> canPause(NodeId node);
}
