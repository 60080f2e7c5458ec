package ffrtmp.http.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * By what a server is called, in an order of its own.
 *
 * @param hosts host names
 * @param addresses numeric ones, as Java writes them
 */
public record HostNames(Set<String> hosts, Set<String> addresses) {
  /**
   * @throws TlsException for a text that is no address
   */
  public static HostNames of(Collection<String> hosts, Collection<String> addresses) {
    Set<String> numeric = new TreeSet<>();
    for (String address : addresses) numeric.add(canonical(address));
    return new HostNames(new TreeSet<>(hosts), numeric);
  }

  /** Whether a text has the form of a numeric address; no name is looked up to tell. */
  public static boolean isAddress(String text) {
    return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.contains(":");
  }

  Set<String> all() {
    Set<String> all = new TreeSet<>(hosts);
    all.addAll(addresses);
    return all;
  }

  private static String canonical(String address) {
    if (!isAddress(address)) throw new TlsException("'" + address + "' is no IP address");
    try {
      return InetAddress.getByName(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new TlsException("'" + address + "' is no IP address", e);
    }
  }
}
