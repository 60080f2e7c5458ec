package ffrtmp.node.wiring;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.tls.TlsFiles;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where this process stands in the cluster.
 *
 * @param seeds {@code host:port} of nodes to join; empty: it is the first
 * @param host the address at which the others reach this one
 * @param port likewise; 0: any free one
 * @param tls with what they speak to each other; absent: in clear
 */
public record ClusterSettings(List<String> seeds, String host, int port, @Nullable TlsFiles tls) {
  /** The name of every actor system; it is part of the addresses. */
  public static final String SYSTEM = "ffrtmp";

  private static final Pattern HOST_PORT = Pattern.compile("(\\[[^]]+]|[^:]+):(\\d{1,5})");

  public ClusterSettings {
    seeds = List.copyOf(seeds);
    for (String seed : seeds) parse(seed);
  }

  /** In clear. */
  public ClusterSettings(List<String> seeds, String host, int port) {
    this(seeds, host, port, null);
  }

  /** The same with other files; none: in clear. */
  public ClusterSettings withTls(@Nullable TlsFiles files) {
    return new ClusterSettings(seeds, host, port, files);
  }

  /** With the address that faces the first seed, where none is given. */
  public static ClusterSettings of(List<String> seeds, @Nullable String host, int port) {
    if (host != null) return new ClusterSettings(seeds, host, port);
    return new ClusterSettings(
        seeds, seeds.isEmpty() ? "127.0.0.1" : facing(parse(seeds.get(0))), port);
  }

  /** What Akka needs to know of it. */
  Config config(Set<String> roles) {
    List<String> addresses = seeds.stream().map(seed -> "akka://" + SYSTEM + "@" + seed).toList();
    return ConfigFactory.parseMap(
            Map.of(
                "akka.remote.artery.canonical.hostname", host,
                "akka.remote.artery.canonical.port", port,
                "akka.cluster.roles", List.copyOf(roles),
                "akka.cluster.seed-nodes", addresses))
        .withFallback(ClusterTls.config(tls));
  }

  private static InetSocketAddress parse(String seed) {
    Matcher parts = HOST_PORT.matcher(seed);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65535) {
      throw new IllegalArgumentException("a seed is HOST:PORT, not '" + seed + "'");
    }
    return new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
  }

  /** The local address that packets to {@code seed} would carry; none is sent. */
  private static String facing(InetSocketAddress seed) {
    if (seed.isUnresolved()) {
      throw new IllegalArgumentException(
          "the seed's host " + seed.getHostString() + " is not known here");
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(seed);
      InetAddress local = socket.getLocalAddress();
      return local.getHostAddress();
    } catch (IOException e) {
      throw new IllegalArgumentException("no way to the seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
