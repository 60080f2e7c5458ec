package ffrtmp.persistence.job;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.node.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts so far leave behind.
 *
 * @param attempts attempts committed, the current one included; it only grows
 * @param retries failed attempts that were followed by another, and retries by hand
 * @param retryReason why the latest of them became necessary
 * @param error what ended a failed job, or why no node could ever run a waiting one
 * @param notBefore when the next attempt may be made at the earliest
 * @param losses attempts in a row that were lost with their node before they had advanced
 * @param avoid nodes on which an attempt failed, latest last, at most {@value #MOST_AVOIDED}
 */
public record Tries(
    int attempts,
    int retries,
    @Nullable String retryReason,
    @Nullable String error,
    @Nullable FailureReason failureReason,
    @Nullable Instant notBefore,
    int losses,
    List<NodeId> avoid) {
  static final int MOST_AVOIDED = 8;

  static final Tries NONE = new Tries(0, 0, null, null, null, null, 0, List.of());

  public Tries {
    avoid = List.copyOf(avoid);
  }

  Tries dispatched(int attempt) {
    return new Tries(attempt, retries, retryReason, null, null, null, losses, avoid);
  }

  Tries failedOn(NodeId node, String why, Instant nextNotBefore) {
    return new Tries(attempts, retries + 1, why, null, null, nextNotBefore, 0, avoiding(node));
  }

  Tries interrupted(String why) {
    return new Tries(attempts, retries, why, null, null, null, losses, avoid);
  }

  Tries lost(String why) {
    return new Tries(attempts, retries, why, null, null, null, losses + 1, avoid);
  }

  Tries advanced() {
    if (losses == 0) return this;
    return new Tries(attempts, retries, retryReason, error, failureReason, notBefore, 0, avoid);
  }

  Tries failed(String why, FailureReason reason) {
    return new Tries(attempts, retries, retryReason, why, reason, null, losses, avoid);
  }

  Tries unplaceable(String why) {
    var mismatch = FailureReason.CAPABILITY_MISMATCH;
    return new Tries(attempts, retries, retryReason, why, mismatch, notBefore, losses, avoid);
  }

  /** Without what was said of a failure, or of no node being able to run the job. */
  Tries cleared() {
    return new Tries(attempts, retries, retryReason, null, null, notBefore, losses, avoid);
  }

  /** Why no node could ever run the job, while it waits and says so. */
  @Nullable String unplaceable() {
    return failureReason == FailureReason.CAPABILITY_MISMATCH ? error : null;
  }

  Tries again() {
    return new Tries(attempts, retries + 1, error, null, null, null, 0, avoid);
  }

  private List<NodeId> avoiding(NodeId node) {
    var nodes = new ArrayList<>(avoid);
    nodes.remove(node);
    nodes.add(node);
    return nodes.subList(Math.max(0, nodes.size() - MOST_AVOIDED), nodes.size());
  }
}
