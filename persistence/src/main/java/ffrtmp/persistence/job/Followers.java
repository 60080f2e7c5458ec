package ffrtmp.persistence.job;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.job.JobReply;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who is told of every change of one job: a bounded set, kept in memory. */
final class Followers {
  private final Set<ActorRef<JobReply>> refs = new LinkedHashSet<>();
  private final int most;

  Followers(int most) {
    this.most = most;
  }

  /** Whether there was room; one that is there already stays. */
  boolean add(ActorRef<JobReply> follower) {
    return refs.contains(follower) || (refs.size() < most && refs.add(follower));
  }

  void remove(ActorRef<JobReply> follower) {
    refs.remove(follower);
  }

  boolean isEmpty() {
    return refs.isEmpty();
  }

  void tell(JobReply reply) {
    refs.forEach(f -> f.tell(reply));
  }
}
