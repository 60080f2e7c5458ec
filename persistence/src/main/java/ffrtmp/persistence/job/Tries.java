package ffrtmp.persistence.job;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.LostPlace;
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
 * @param barred where an attempt was lost that may still run, latest last, at most as many
 */
public record Tries(
    int attempts,
    int retries,
    @Nullable String retryReason,
    @Nullable String error,
    @Nullable FailureReason failureReason,
    @Nullable Instant notBefore,
    int losses,
    List<NodeId> avoid,
    List<LostPlace> barred) {
  static final int MOST_AVOIDED = 8;

  static final Tries NONE = new Tries(0, 0, null, null, null, null, 0, List.of(), List.of());

  public Tries {
    avoid = List.copyOf(avoid);
    // states that were stored before there was any
    barred = barred == null ? List.of() : List.copyOf(barred);
  }

  Tries dispatched(int attempt) {
    return new Tries(attempt, retries, retryReason, null, null, null, losses, avoid, barred);
  }

  Tries failedOn(NodeId node, String why, Instant nextNotBefore) {
    return new Tries(
        attempts, retries + 1, why, null, null, nextNotBefore, 0, avoiding(node), barred);
  }

  Tries interrupted(String why) {
    return new Tries(attempts, retries, why, null, null, null, losses, avoid, barred);
  }

  Tries lost(String why) {
    return new Tries(attempts, retries, why, null, null, null, losses + 1, avoid, barred);
  }

  Tries advanced() {
    if (losses == 0) return this;
    return new Tries(
        attempts, retries, retryReason, error, failureReason, notBefore, 0, avoid, barred);
  }

  Tries failed(String why, FailureReason reason) {
    return new Tries(attempts, retries, retryReason, why, reason, null, losses, avoid, barred);
  }

  Tries unplaceable(String why) {
    var mismatch = FailureReason.CAPABILITY_MISMATCH;
    return new Tries(
        attempts, retries, retryReason, why, mismatch, notBefore, losses, avoid, barred);
  }

  /** Without what was said of a failure, or of no node being able to run the job. */
  Tries cleared() {
    return new Tries(attempts, retries, retryReason, null, null, notBefore, losses, avoid, barred);
  }

  /** Why no node could ever run the job, while it waits and says so. */
  @Nullable String unplaceable() {
    return failureReason == FailureReason.CAPABILITY_MISMATCH ? error : null;
  }

  Tries again() {
    return new Tries(attempts, retries + 1, error, null, null, null, 0, avoid, barred);
  }

  /** An attempt was lost at {@code place}, where it may still run. */
  Tries barring(Place place) {
    var places = new ArrayList<>(barred);
    places.removeIf(lost -> lost.node().equals(place.node()));
    places.add(new LostPlace(place.node(), place.epoch()));
    return barred(places.subList(Math.max(0, places.size() - MOST_AVOIDED), places.size()));
  }

  /** Nothing of a lost attempt runs on {@code node} any more. */
  Tries unbarring(NodeId node) {
    return barred(barred.stream().filter(lost -> !lost.node().equals(node)).toList());
  }

  private Tries barred(List<LostPlace> places) {
    return new Tries(
        attempts, retries, retryReason, error, failureReason, notBefore, losses, avoid, places);
  }

  private List<NodeId> avoiding(NodeId node) {
    var nodes = new ArrayList<>(avoid);
    nodes.remove(node);
    nodes.add(node);
    return nodes.subList(Math.max(0, nodes.size() - MOST_AVOIDED), nodes.size());
  }
}
