package ffrtmp.http.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as texts; nothing is ever looked up by name. */
final class Addresses {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

  /** Only what an address can consist of, so that Java takes it for one or refuses it. */
  private static final Pattern V6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}");

  private static final Pattern V4_WITH_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\]]+)\\](?::[0-9]{1,5})?");

  private Addresses() {}

  /** The address that is written there, IPv4 in IPv6 as IPv4; empty: it is none. */
  static Optional<InetAddress> parse(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The same of what proxies write, with a port or in brackets. */
  static Optional<InetAddress> parseForwarded(String text) {
    String plain = text.strip();
    var port = V4_WITH_PORT.matcher(plain);
    if (port.matches()) return parse(port.group(1));
    var brackets = IN_BRACKETS.matcher(plain);
    return parse(brackets.matches() ? brackets.group(1) : plain);
  }

  /**
   * Whom an address belongs to, as far as it tells: an IPv6 host is given a network of 64 bits, and
   * could else be 2^64 clients.
   */
  static String owner(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) return address.getHostAddress();
    for (int i = 8; i < bytes.length; i++) bytes[i] = 0;
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }
}
