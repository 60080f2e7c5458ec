package ffrtmp.node.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What only the store can tell; no server need run, and with PostgreSQL any may. */
@Command(
    name = "audit",
    description = "Replays, verifies and exports the journal; makes the tables anew from it.",
    mixinStandardHelpOptions = true,
    subcommands = {AuditReplayCommand.class, AuditExportCommand.class, AuditRebuildCommand.class})
public final class AuditCommand implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AuditCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
