package ffrtmp.node.wiring;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.port.Readings;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** How old this control node is, and how it sees the cluster. */
final class ControlReadings implements Readings {
  private final ActorSystem<?> system;
  private final long began = System.nanoTime();

  private enum Standing {
    JOINING,
    UP,
    LEAVING,
    DOWN,
    UNREACHABLE
  }

  ControlReadings(ActorSystem<?> system) {
    this.system = system;
  }

  @Override
  public void read(Consumer<Reading> to) {
    double seconds = (System.nanoTime() - began) / 1e9;
    to.accept(new Reading.Value(Metric.MASTER_UPTIME, List.of(), seconds));
    Map<Standing, Long> members = new EnumMap<>(Standing.class);
    for (Standing standing : Standing.values()) members.put(standing, 0L);
    var state = Cluster.get(system).state();
    for (Member member : state.getMembers()) {
      boolean reached = !state.getUnreachable().contains(member);
      members.merge(reached ? of(member.status()) : Standing.UNREACHABLE, 1L, Long::sum);
    }
    members.forEach(
        (standing, number) ->
            to.accept(
                new Reading.Value(
                    Metric.CLUSTER_MEMBERS,
                    List.of(standing.name().toLowerCase(Locale.ROOT)),
                    number)));
  }

  private static Standing of(MemberStatus status) {
    if (status == MemberStatus.up()) return Standing.UP;
    if (status == MemberStatus.joining() || status == MemberStatus.weaklyUp()) {
      return Standing.JOINING;
    }
    return status == MemberStatus.down() ? Standing.DOWN : Standing.LEAVING;
  }
}
