package ffrtmp.node.worker;

import akka.actor.typed.ActorRef;
import ffrtmp.protocol.worker.Held;
import java.util.HashSet;
import java.util.Set;

/** Those who are told each change of what is held. */
final class Followers {
  private final Set<ActorRef<HeldSet>> followers = new HashSet<>();
  private Set<Held> lastTold = Set.of();

  void add(ActorRef<HeldSet> follower, Set<Held> held) {
    followers.add(follower);
    follower.tell(new HeldSet(held));
  }

  void tell(Set<Held> held) {
    if (held.equals(lastTold)) return;
    lastTold = held;
    followers.forEach(follower -> follower.tell(new HeldSet(held)));
  }
}
