package ffrtmp.node.command;

import ffrtmp.node.Logging;
import picocli.CommandLine.Option;

/** How the process writes its log. */
final class LogFlags {
  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "trace, debug, info, warn or error (default: ${DEFAULT-VALUE}).")
  Logging.Level level;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  Logging.Format format = Logging.Format.TEXT;

  LogFlags(Logging.Level level) {
    this.level = level;
  }

  void apply() {
    Logging.configure(level, format);
  }
}
