package ffrtmp.http.limit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A set of networks, such as that of the proxies in front of this server. */
public final class Networks {
  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * Reads addresses and networks: {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code fd00::/8}.
   *
   * @throws IllegalArgumentException when one is neither
   */
  public static Networks parse(List<String> texts) {
    return new Networks(texts.stream().map(Network::parse).toList());
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return networks.stream().anyMatch(network -> network.contains(bytes));
  }

  private static final class Network {
    private final byte[] start;
    private final int bits;

    private Network(byte[] start, int bits) {
      this.start = start;
      this.bits = bits;
    }

    static Network parse(String text) {
      int slash = text.indexOf('/');
      Optional<InetAddress> address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
      if (address.isEmpty()) throw bad(text);
      byte[] start = address.get().getAddress();
      int most = start.length * 8;
      int bits = slash < 0 ? most : bits(text.substring(slash + 1), most, text);
      // a host's bits beyond the mask would be a slip of the pen: 10.0.0.5/8 is not one address
      if (!Arrays.equals(masked(start, bits), start)) {
        throw new IllegalArgumentException(text + " has bits set beyond its mask");
      }
      return new Network(start, bits);
    }

    private static int bits(String text, int most, String whole) {
      int bits = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
      if (bits < 0 || bits > most) throw bad(whole);
      return bits;
    }

    private static IllegalArgumentException bad(String text) {
      return new IllegalArgumentException(
          "'" + text + "' is no address and no network such as 10.0.0.0/8");
    }

    boolean contains(byte[] address) {
      return address.length == start.length && Arrays.equals(masked(address, bits), start);
    }

    private static byte[] masked(byte[] address, int bits) {
      byte[] masked = new byte[address.length];
      for (int i = 0; i < masked.length; i++) {
        int kept = Math.max(0, Math.min(8, bits - i * 8));
        masked[i] = (byte) (address[i] & (0xff00 >> kept));
      }
      return masked;
    }
  }
}
