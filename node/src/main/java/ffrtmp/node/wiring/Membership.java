package ffrtmp.node.wiring;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.Subscribe;
import java.util.HashSet;
import java.util.Set;

/** This process's place in the cluster. */
final class Membership {
  private Membership() {}

  /** Joins, itself where no seed is named; the root is told once it is a member. */
  static void join(ActorContext<SelfUp> root) {
    Cluster cluster = Cluster.get(root.getSystem());
    cluster.subscriptions().tell(Subscribe.create(root.getSelf(), SelfUp.class));
    if (root.getSystem().settings().config().getStringList("akka.cluster.seed-nodes").isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }

  /** The addresses of the members that hold the role control. */
  static Set<String> controlNodes(ActorSystem<?> system) {
    Set<String> addresses = new HashSet<>();
    for (Member member : Cluster.get(system).state().getMembers()) {
      boolean counts =
          member.status() == MemberStatus.up() || member.status() == MemberStatus.leaving();
      if (counts && member.hasRole(Shards.CONTROL)) addresses.add(member.address().toString());
    }
    return addresses;
  }
}
