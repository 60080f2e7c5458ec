package ffrtmp.node.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Whether a node of the cluster can be reached. */
public final class SeedCheck implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String seed;

  /**
   * @param seed {@code host:port}
   */
  public SeedCheck(String seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return "seed";
  }

  @Override
  public List<Finding> look() {
    int colon = seed.lastIndexOf(':');
    if (colon < 1 || !seed.substring(colon + 1).matches("\\d{1,5}")) {
      return List.of(Finding.fail(name(), "a seed is HOST:PORT, not " + seed, "correct --seed"));
    }
    String host = seed.substring(0, colon).replaceAll("[\\[\\]]", "");
    int port = Integer.parseInt(seed.substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
      return List.of(Finding.ok(name(), seed + " answers"));
    } catch (UnknownHostException e) {
      return List.of(
          Finding.fail(
              name(), "the host " + host + " is not known here", "correct --seed, or the DNS"));
    } catch (IOException | IllegalArgumentException e) {
      return List.of(
          Finding.fail(
              name(),
              seed + " does not answer: " + e.getMessage(),
              "start the server there with a --cluster-host that this machine can reach, or correct"
                  + " --seed"));
    }
  }
}
