package ffrtmp.node.command;

import ffrtmp.http.tls.ClientTls;
import ffrtmp.http.tls.TlsException;
import ffrtmp.node.worker.remote.RemoteSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of a worker that is no member of the cluster. */
final class RemoteFlags {
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(30);
  private static final Duration SHORTEST_POLL = Duration.ofMillis(100);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(5);

  @Option(
      names = {"--master", "--master-url"},
      paramLabel = "URL",
      description = "A server to ask for jobs over HTTP, instead of a --seed.")
  @Nullable String master;

  @Option(
      names = "--heartbeat-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How often the server hears of this worker; after three of them unheard it ends its jobs, and the server gives them to others (default: 5s).")
  Duration heartbeat = Duration.ofSeconds(5);

  @Option(
      names = "--poll-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "The pause between two polls where the server holds none open (default: 3s).")
  Duration poll = Duration.ofSeconds(3);

  @Option(
      names = "--insecure-skip-verify",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Trust whatever certificate the server shows.")
  boolean skipVerify;

  boolean given() {
    return master != null;
  }

  /**
   * Refuses what cannot be meant.
   *
   * @param apiKey what the server wants; absent: nothing
   */
  RemoteSettings settings(CertificateFlags certificates, @Nullable String apiKey) {
    certificates.check();
    within("--heartbeat-interval", heartbeat, SHORTEST_HEARTBEAT, LONGEST_HEARTBEAT);
    within("--poll-interval", poll, SHORTEST_POLL, LONGEST_POLL);
    if (apiKey != null && !apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new UsageException("--api-key has a character that no header can carry");
    }
    URI uri = uri(master == null ? "" : master);
    return new RemoteSettings(uri, apiKey, tls(certificates), heartbeat, poll);
  }

  private SSLContext tls(CertificateFlags files) {
    try {
      return new ClientTls(files.certificate, files.key, files.authorities, skipVerify).context();
    } catch (TlsException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static void within(String flag, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new UsageException(
          "%s must be %d ms to %d ms, not %d ms"
              .formatted(flag, least.toMillis(), most.toMillis(), value.toMillis()));
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
        throw new UsageException("--master is http://HOST:PORT or https://HOST:PORT");
      }
      if (uri.getUserInfo() != null) {
        throw new UsageException("--master takes no credentials; the key is MASTER_API_KEY");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new UsageException("--master is http://HOST:PORT or https://HOST:PORT");
    }
  }
}
