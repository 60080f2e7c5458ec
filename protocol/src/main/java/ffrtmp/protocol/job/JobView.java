package ffrtmp.protocol.job;

import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.node.NodeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as everybody sees it; its components are the members of the wire's Job, in their order.
 * Absent members are left out there.
 *
 * @param sequenceNumber from 1, in the order of acceptance
 * @param revision the number of events that made this view; grows with every change
 * @param progress percent, 0 to 100
 * @param retryCount failed attempts that were followed by another
 * @param transitions at most 201: past that the first 100, a gap, and the last 100
 */
public record JobView(
    JobId id,
    long sequenceNumber,
    long revision,
    JobSpec spec,
    JobStatus status,
    double progress,
    @Nullable Progress details,
    @Nullable NodeId nodeId,
    @Nullable String nodeName,
    int attempt,
    Instant createdAt,
    Instant queuedAt,
    @Nullable Instant startedAt,
    Instant lastActivityAt,
    @Nullable Instant completedAt,
    int retryCount,
    @Nullable String retryReason,
    @Nullable String error,
    @Nullable FailureReason failureReason,
    @Nullable Instant timeoutAt,
    List<Transition> transitions,
    @Nullable JobResult result)
    implements CborSerializable {
  public JobView {
    transitions = List.copyOf(transitions);
  }
}
