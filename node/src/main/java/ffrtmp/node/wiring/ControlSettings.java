package ffrtmp.node.wiring;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decided about a control node.
 *
 * @param tls how the API is encrypted; absent: not at all
 * @param apiKey what clients must present; empty: nothing
 * @param apiKeysFile where the keys of several holders are kept; empty: nowhere
 * @param store an H2 file, or a PostgreSQL URL
 * @param maxRetries attempts after the first, where a job does not say
 * @param failUnplaceable whether a job that no node could ever run fails, and does not wait
 * @param mediaRoots folders that are known here; empty: the workers decide
 * @param noop whether jobs may name engine noop
 * @param streams which cache logs are read here
 * @param keep how long jobs that have ended are kept
 * @param rate how much each client of the API may ask for, as the edge's own keys
 */
public record ControlSettings(
    String host,
    int port,
    boolean insecure,
    @Nullable ApiTls tls,
    String apiKey,
    String apiKeysFile,
    String store,
    int maxRetries,
    boolean failUnplaceable,
    List<Path> mediaRoots,
    List<String> urlSchemes,
    boolean noop,
    StreamSettings streams,
    KeepSettings keep,
    Config rate) {
  public ControlSettings {
    mediaRoots = List.copyOf(mediaRoots);
    urlSchemes = List.copyOf(urlSchemes);
  }

  /** For a node of its own on loopback, whose media lie in one folder; nobody is limited. */
  public static ControlSettings onLoopback(
      int port, String store, Path mediaRoot, boolean noop, StreamSettings streams) {
    return new ControlSettings(
        "127.0.0.1",
        port,
        false,
        null,
        "",
        "",
        store,
        3,
        false,
        List.of(mediaRoot),
        List.of(),
        noop,
        streams,
        KeepSettings.ALL,
        ConfigFactory.parseMap(Map.of("ffrtmp.http.rate.limit", 0)));
  }

  /** The same as the edge's own keys. */
  Config http() {
    return ConfigFactory.parseMap(
            Map.of(
                "ffrtmp.http.host", host,
                "ffrtmp.http.port", port,
                "ffrtmp.http.insecure", insecure,
                "ffrtmp.http.api-key", apiKey,
                "ffrtmp.http.api-keys-file", apiKeysFile,
                "ffrtmp.http.submit.max-retries", maxRetries,
                "ffrtmp.http.submit.media-roots", mediaRoots.stream().map(Path::toString).toList(),
                "ffrtmp.http.submit.url-schemes", urlSchemes,
                "ffrtmp.http.submit.noop", noop))
        .withFallback(ApiTls.config(tls))
        .withFallback(rate);
  }

  /** The same without secrets, for logs. */
  @Override
  public String toString() {
    return "ControlSettings[" + host + ":" + port + "]";
  }
}
