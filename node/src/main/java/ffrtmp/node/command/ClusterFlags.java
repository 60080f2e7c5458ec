package ffrtmp.node.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the process finds the other nodes, and they it. */
final class ClusterFlags {
  @Option(
      names = "--seed",
      paramLabel = "HOST:PORT",
      split = ",",
      hideParamSyntax = true,
      description = "A node of the cluster to join; may be repeated.")
  List<String> seeds = new ArrayList<>();

  @Option(
      names = "--cluster-port",
      paramLabel = "PORT",
      description = "Where the other nodes reach this one (server: 2551, worker: any free one).")
  @Nullable Integer port;

  @Option(
      names = "--cluster-host",
      paramLabel = "HOST",
      description =
          "The address at which they do (default: 127.0.0.1, or the one that faces the seed).")
  @Nullable String host;

  @Option(
      names = "--cluster-tls",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Encrypt what the nodes say to each other, and take only nodes of --ca.")
  boolean tls;
}
