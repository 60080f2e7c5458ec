package ffrtmp.persistence.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;

/**
 * The states that the projection of this process folded last, so that whoever reads their rows need
 * not parse them again. A reader compares the revision, so a state that is old is only a miss;
 * where the projection runs in another process, everything is.
 */
public final class RecentStates {
  private final Cache<String, Tracked<JobState>> jobs;
  private final Cache<String, Tracked<NodeState>> nodes;

  private RecentStates(int each) {
    jobs = cache(each);
    nodes = cache(each);
  }

  public static RecentStates create(ReadSettings settings) {
    return new RecentStates(settings.states());
  }

  Cache<String, Tracked<JobState>> jobs() {
    return jobs;
  }

  Cache<String, Tracked<NodeState>> nodes() {
    return nodes;
  }

  /** The job's state after {@code revision} events; {@code json} is read where it is not here. */
  JobState.Known job(String id, long revision, String json) {
    var recent = jobs.getIfPresent(id);
    return recent != null && recent.number() == revision
        ? (JobState.Known) recent.state()
        : StateJson.job(json);
  }

  /** Likewise of a node. */
  NodeState.Known node(String id, long revision, String json) {
    var recent = nodes.getIfPresent(id);
    return recent != null && recent.number() == revision
        ? (NodeState.Known) recent.state()
        : StateJson.node(json);
  }

  private static <S> Cache<String, Tracked<S>> cache(int most) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .executor(Runnable::run)
        .<String, Tracked<S>>build();
  }
}
