package ffrtmp.node.doctor;

import ffrtmp.http.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Asks whoever has a port whether it is an ffrtmp. No key is sent, so nobody has to be trusted. */
public final class Greetings {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  private Greetings() {}

  /** By what the API says of its health. */
  public static boolean api(String host, int port) {
    return List.of("http", "https").stream()
        .anyMatch(scheme -> says(scheme, host, port, "/health", "\"checks\""));
  }

  /** By the names of the metrics. */
  public static boolean metrics(String host, int port) {
    return says("http", host, port, "/metrics", "ffrtmp_");
  }

  private static boolean says(String scheme, String host, int port, String path, String word) {
    String at = EVERYWHERE.contains(host) ? "127.0.0.1" : host;
    try {
      URI uri = URI.create(scheme + "://" + at + ":" + port + path);
      HttpProbe probe = new HttpProbe(new ClientTls(null, null, null, true).context(), PATIENCE);
      HttpProbe.Answer answer = probe.get(uri, null);
      return answer.status() == 200 && answer.body().contains(word);
    } catch (IOException | IllegalArgumentException silent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
