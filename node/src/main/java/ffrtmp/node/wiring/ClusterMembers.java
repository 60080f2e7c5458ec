package ffrtmp.node.wiring;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import ffrtmp.protocol.port.MemberInfo;
import ffrtmp.protocol.port.Members;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The cluster as this member's own gossip has it. */
final class ClusterMembers implements Members {
  /** Begins the role by which Akka names the data centre, of which we have one. */
  private static final String DATA_CENTRE = "dc-";

  private final ActorSystem<?> system;

  ClusterMembers(ActorSystem<?> system) {
    this.system = system;
  }

  @Override
  public List<MemberInfo> members() {
    Cluster cluster = Cluster.get(system);
    CurrentClusterState state = cluster.state();
    Address self = cluster.selfMember().address();
    return StreamSupport.stream(state.getMembers().spliterator(), false)
        .map(member -> info(member, state, self))
        .sorted(Comparator.comparing(MemberInfo::address))
        .toList();
  }

  private static MemberInfo info(Member member, CurrentClusterState state, Address self) {
    return new MemberInfo(
        member.address().toString(),
        member.getRoles().stream().filter(role -> !role.startsWith(DATA_CENTRE)).sorted().toList(),
        status(member),
        !state.getUnreachable().contains(member),
        member.address().equals(state.getLeader()),
        member.address().equals(self));
  }

  /** {@code WeaklyUp} is {@code weakly_up} on the wire. */
  private static String status(Member member) {
    return member.status().toString().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
