package ffrtmp.node.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What has to do with cache logs. */
@Command(
    name = "streams",
    description = "Speeds out of cache logs.",
    mixinStandardHelpOptions = true,
    subcommands = AnalyzeCommand.class)
public final class StreamsCommand implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  StreamsCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
