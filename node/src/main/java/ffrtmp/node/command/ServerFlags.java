package ffrtmp.node.command;

import ffrtmp.http.BindRule;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of whoever serves the API. */
final class ServerFlags {
  /** What becomes of a job that no node could ever run. */
  enum Unplaceable {
    WAIT,
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The API's port (default: ${DEFAULT-VALUE}).")
  int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The API's address (default: ${DEFAULT-VALUE}).")
  String host = "127.0.0.1";

  @Option(
      names = "--insecure",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Serve another address than loopback without a key.")
  boolean insecure;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "The key that clients must send; better said as MASTER_API_KEY.")
  @Nullable String apiKey;

  @Option(
      names = "--api-keys-file",
      paramLabel = "FILE",
      description = "Further keys, each with a role, as `ffrtmp keys` writes them.")
  @Nullable Path apiKeysFile;

  @Option(
      names = "--max-retries",
      paramLabel = "N",
      description =
          "Attempts after the first, where a job does not say (default: ${DEFAULT-VALUE}).")
  int maxRetries = 3;

  @Option(
      names = "--unplaceable",
      paramLabel = "wait|fail",
      description =
          "What becomes of a job that no node could ever run (default: ${DEFAULT-VALUE}).")
  Unplaceable unplaceable = Unplaceable.WAIT;

  /** Refuses what cannot be meant. */
  void check() {
    if (port < 0 || port > 65535)
      throw new UsageException("--port must be 0 to 65535, not " + port);
    boolean keyed = apiKeysFile != null || (apiKey != null && !apiKey.isEmpty());
    BindRule.objection(host, keyed, insecure)
        .ifPresent(
            objection -> {
              throw new UsageException(objection);
            });
    if (maxRetries < 0 || maxRetries > 100)
      throw new UsageException("--max-retries must be 0 to 100, not " + maxRetries);
  }
}
