package ffrtmp.protocol.port;

import java.util.List;

/**
 * One member of the cluster.
 *
 * @param address where the others reach it
 * @param roles in order of the alphabet
 * @param status its place in a member's life, in lower case, such as {@code up}
 * @param reachable whether the member that was asked hears from it
 * @param leader whether it leads the cluster at present
 * @param self whether it is the one that was asked
 */
public record MemberInfo(
    String address,
    List<String> roles,
    String status,
    boolean reachable,
    boolean leader,
    boolean self) {
  public MemberInfo {
    roles = List.copyOf(roles);
  }
}
