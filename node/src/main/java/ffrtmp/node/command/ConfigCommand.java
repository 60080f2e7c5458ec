package ffrtmp.node.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What concerns the configuration of servers and workers. */
@Command(
    name = "config",
    description = "Recommends a configuration.",
    mixinStandardHelpOptions = true,
    subcommands = ConfigRecommendCommand.class)
public final class ConfigCommand implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  public ConfigCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
