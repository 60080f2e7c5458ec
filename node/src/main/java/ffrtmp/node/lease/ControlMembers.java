package ffrtmp.node.lease;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** The control nodes as this member knows them, unreachable ones included: they have a vote. */
public final class ControlMembers implements Supplier<Set<String>> {

  private static final String ROLE = "control";

  private final Cluster cluster;

  public ControlMembers(ActorSystem<?> system) {
    cluster = Cluster.get(system);
  }

  /** The name under which a member's keeper speaks. */
  public static String keeperName(Member member) {
    return member.address().toString();
  }

  @Override
  public Set<String> get() {
    Set<String> names = new HashSet<>();
    for (Member member : cluster.state().getMembers()) {
      boolean counts =
          member.status().equals(MemberStatus.up())
              || member.status().equals(MemberStatus.leaving());
      if (counts && member.hasRole(ROLE)) names.add(keeperName(member));
    }
    return names;
  }
}
