package ffrtmp.node.command;

import picocli.CommandLine.Option;

/** Where Prometheus will scrape; accepted already, so that no start script has to change later. */
final class MetricsFlags {
  @Option(
      names = "--metrics",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Serve metrics (default: ${DEFAULT-VALUE}); accepted, nothing is served yet.")
  boolean enabled = true;

  @Option(names = "--metrics-port", paramLabel = "PORT", description = "Accepted, not served yet.")
  int port = 9090;

  @Option(names = "--metrics-host", paramLabel = "HOST", description = "Accepted, not served yet.")
  String host = "127.0.0.1";
}
