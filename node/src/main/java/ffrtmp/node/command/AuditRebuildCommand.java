package ffrtmp.node.command;

import ffrtmp.node.audit.Verifying;
import ffrtmp.node.wiring.AuditStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings the tables back to what the journal says. Status 1 where the journal is damaged. */
@Command(
    name = "rebuild",
    description = "Makes the rows of the tables anew that differ from the journal.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AuditRebuildCommand implements Callable<Integer> {
  @Mixin AuditFlags flags = new AuditFlags();

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AuditRebuildCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    flags.log.apply();
    try (AuditStore opened = AuditStore.open(flags.store.location())) {
      return new Verifying(opened, spec.commandLine().getOut(), flags.output).rebuild() ? 0 : 1;
    }
  }
}
