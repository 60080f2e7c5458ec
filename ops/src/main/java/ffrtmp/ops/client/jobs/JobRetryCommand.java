package ffrtmp.ops.client.jobs;

import ffrtmp.ops.client.Surroundings;
import picocli.CommandLine.Command;

/** Queues jobs that ended badly again. */
@Command(
    name = "retry",
    description = "Queues failed or canceled jobs again.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobRetryCommand extends JobActionCommand {
  public JobRetryCommand(Surroundings surroundings) {
    super(surroundings, "retry");
  }
}
