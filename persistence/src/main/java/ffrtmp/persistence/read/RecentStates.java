package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;

/**
 * The states that the projection of this process folded last, so that whoever reads their rows need
 * not parse them again. A reader compares the revision, so a state that is old is only a miss;
 * where the projection runs in another process, everything is.
 */
public final class RecentStates {
  private final Recent<Tracked<JobState>> jobs;
  private final Recent<Tracked<NodeState>> nodes;

  private RecentStates(int each) {
    jobs = new Recent<>(each);
    nodes = new Recent<>(each);
  }

  public static RecentStates create(ReadSettings settings) {
    return new RecentStates(settings.states());
  }

  Recent<Tracked<JobState>> jobs() {
    return jobs;
  }

  Recent<Tracked<NodeState>> nodes() {
    return nodes;
  }

  /** The job's state after {@code revision} events; {@code json} is read where it is not here. */
  JobState.Known job(String id, long revision, String json) {
    var recent = jobs.find(id);
    return recent != null && recent.number() == revision
        ? (JobState.Known) recent.state()
        : StateJson.job(json);
  }

  /** Likewise of a node. */
  NodeState.Known node(String id, long revision, String json) {
    var recent = nodes.find(id);
    return recent != null && recent.number() == revision
        ? (NodeState.Known) recent.state()
        : StateJson.node(json);
  }
}
