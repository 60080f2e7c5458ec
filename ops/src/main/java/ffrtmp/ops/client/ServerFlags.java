package ffrtmp.ops.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, and how it is spoken to. */
final class ServerFlags {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "The server (default: http://localhost:8080); also MASTER_URL.")
  @Nullable String master;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "Its key; better said as MASTER_API_KEY, which no list of processes shows.")
  @Nullable String apiKey;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Where these are kept (default: ~/.ffrtmp/config.yaml).")
  @Nullable Path config;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The authorities whose certificates are trusted; PEM.")
  @Nullable Path authorities;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "A certificate to show to a server that wants one; PEM.")
  @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "The certificate's key; PEM.")
  @Nullable Path key;

  @Option(
      names = "--insecure-skip-verify",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Trust whatever certificate the server shows.")
  @Nullable Boolean skipVerify;
}
