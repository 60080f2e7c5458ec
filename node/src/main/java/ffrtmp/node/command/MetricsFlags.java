package ffrtmp.node.command;

import ffrtmp.node.wiring.StartException;
import ffrtmp.ops.telemetry.MetricsSettings;
import ffrtmp.ops.telemetry.Telemetry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Prometheus scrapes. */
final class MetricsFlags {
  static final int SERVER_PORT = 9090;
  static final int WORKER_PORT = 9091;

  @Option(
      names = "--metrics",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Serve metrics (default: ${DEFAULT-VALUE}).")
  boolean enabled = true;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Their port; 0: any free one (default: 9090, of a worker alone 9091).")
  @Nullable Integer port;

  @Option(
      names = "--metrics-host",
      paramLabel = "HOST",
      description = "Their address (default: ${DEFAULT-VALUE}).")
  String host = "127.0.0.1";

  /**
   * Begins to serve them.
   *
   * @throws StartException when the address cannot be had
   */
  Telemetry open(int defaultPort) {
    int chosen = port == null ? defaultPort : port;
    if (chosen < 0 || chosen > 65535)
      throw new UsageException("--metrics-port must be 0 to 65535, not " + chosen);
    try {
      return Telemetry.open(new MetricsSettings(enabled, host, chosen));
    } catch (IOException e) {
      throw new StartException(
          "metrics cannot be served on %s:%d (%s); choose another --metrics-port or --metrics-host, or say --metrics=false"
              .formatted(host, chosen, e.getMessage()));
    }
  }
}
