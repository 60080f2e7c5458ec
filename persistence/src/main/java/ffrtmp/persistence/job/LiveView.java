package ffrtmp.persistence.job;

import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Progress;
import java.time.Instant;

/** A job's view with the progress that only its actor's memory has. */
final class LiveView {
  private LiveView() {}

  static JobView of(JobView v, Progress live, Instant at) {
    var percent = live.percent();
    return new JobView(
        v.id(),
        v.sequenceNumber(),
        v.revision(),
        v.spec(),
        v.status(),
        percent == null ? v.progress() : Math.max(v.progress(), percent),
        live,
        v.nodeId(),
        v.nodeName(),
        v.attempt(),
        v.createdAt(),
        v.queuedAt(),
        v.startedAt(),
        at,
        v.completedAt(),
        v.retryCount(),
        v.retryReason(),
        v.error(),
        v.failureReason(),
        v.timeoutAt(),
        v.transitions(),
        v.result());
  }
}
