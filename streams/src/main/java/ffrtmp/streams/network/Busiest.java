package ffrtmp.streams.network;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses the interface that the machine's traffic goes through: of the physical ones the one that
 * has carried most. A container has no physical one; there it is the busiest whose name is not that
 * of a bridge, a tunnel or one end of a pair.
 */
final class Busiest {
  private static final Pattern VIRTUAL =
      Pattern.compile(
          "lo|(docker|br-|veth|virbr|vnet|cni|cali|cilium|flannel|kube|podman|lxc|lxd|tap|tun|wg"
              + "|tailscale|zt|dummy|ifb|sit|gre|erspan|ip6|ip_vti|nlmon|teql).*");

  private static final Comparator<Interface> BY_BYTES =
      Comparator.comparingLong((Interface each) -> each.counters().total())
          .thenComparing(Interface::name, Comparator.reverseOrder());

  private Busiest() {}

  /** Empty where every one is down, or of a kind that only repeats another's traffic. */
  static Optional<String> of(Collection<Interface> all) {
    Predicate<Interface> usable = each -> each.up() && !VIRTUAL.matcher(each.name()).matches();
    Optional<Interface> physical =
        all.stream().filter(usable).filter(Interface::physical).max(BY_BYTES);
    return physical.or(() -> all.stream().filter(usable).max(BY_BYTES)).map(Interface::name);
  }
}
