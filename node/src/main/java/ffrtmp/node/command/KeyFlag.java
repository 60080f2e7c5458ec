package ffrtmp.node.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With what a worker shows a server that it may come in. */
final class KeyFlag {
  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "The key that the server wants; better said as MASTER_API_KEY.")
  @Nullable String apiKey;
}
