package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.LostPlace;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.JobFact.Phase;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** The truth about one job, as its entity would keep it. */
final class SimJob {
  final JobId id;
  final long sequence;
  final Requirements needs;
  String tenant;
  Queue queue;
  Priority priority;
  long revision = 1;
  Phase phase = Phase.WAITING;
  int attempts;
  NodeId node;
  long epoch;
  Instant notBefore;
  String unplaceable;
  final Set<NodeId> avoid = new LinkedHashSet<>();
  final Set<LostPlace> barred = new LinkedHashSet<>();

  SimJob(JobId id, long sequence, Requirements needs, Queue queue, Priority priority) {
    this.id = id;
    this.sequence = sequence;
    this.needs = needs;
    this.queue = queue;
    this.priority = priority;
  }

  boolean dispatch(Decision.Dispatch d) {
    if (phase == Phase.WAITING && d.attempt() == attempts + 1) {
      phase = Phase.PLACED;
      unplaceable = null;
      attempts++;
      node = d.node();
      epoch = d.epoch();
      revision++;
      return true;
    }
    return phase == Phase.PLACED
        && attempts == d.attempt()
        && d.node().equals(node)
        && epoch == d.epoch();
  }

  /** The attempt is over, if it is the current one; the job goes to {@code next}. */
  boolean end(int attempt, Phase next) {
    if (phase != Phase.PLACED || attempt != attempts) return false;
    become(next);
    return true;
  }

  /** The attempt was lost with its node. */
  boolean lose(int attempt) {
    if (phase != Phase.PLACED || attempt != attempts) return false;
    NodeId lost = node;
    barred.removeIf(place -> place.node().equals(lost));
    barred.add(new LostPlace(lost, epoch));
    become(Phase.WAITING);
    return true;
  }

  void become(Phase next) {
    phase = next;
    node = null;
    notBefore = null;
    unplaceable = null;
    revision++;
  }

  /** Returns whether that is news to the job. */
  boolean say(String whyUnplaceable) {
    if (phase != Phase.WAITING || Objects.equals(unplaceable, whyUnplaceable)) return false;
    unplaceable = whyUnplaceable;
    revision++;
    return true;
  }

  JobFact fact() {
    return new JobFact(
        id,
        revision,
        phase,
        sequence,
        tenant,
        queue,
        priority,
        needs,
        attempts,
        node,
        node == null ? 0 : epoch,
        notBefore,
        unplaceable,
        barred,
        avoid);
  }
}
