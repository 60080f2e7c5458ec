package ffrtmp.persistence.read;

import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.job.JobId;
import java.util.Map;

/**
 * The states that the projection of this process folded last, so that whoever reads their rows need
 * not parse them again. A reader compares the revision, so a state that is old is only a miss;
 * where the projection runs in another process, everything is.
 */
public final class RecentStates {
  private final Recent<JobState> newborn;
  private final Recent<Tracked<JobState>> jobs;
  private final Recent<Tracked<NodeState>> nodes;
  private volatile boolean followed;

  private RecentStates(int each) {
    newborn = new Recent<>(each);
    jobs = new Recent<>(each);
    nodes = new Recent<>(each);
  }

  public static RecentStates create(ReadSettings settings) {
    return new RecentStates(settings.states());
  }

  /**
   * Jobs whose first event this process is about to write, and what they are after it: the
   * projection of this process need then neither read that event nor look whether the tables know
   * the job. Said before the write, or the projection could be the faster one; if the write fails,
   * nobody asks for them.
   */
  public void expect(Map<JobId, ? extends JobState> jobs) {
    if (followed) jobs.forEach((id, state) -> newborn.put(id.toString(), state));
  }

  /** A projection begins in this process; what another one has done meanwhile is not known. */
  void follow() {
    newborn.clear();
    followed = true;
  }

  /** It is over: it ended here, or goes on in another process. */
  void leave() {
    followed = false;
    newborn.clear();
  }

  Recent<JobState> newborn() {
    return newborn;
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
