package ffrtmp.ops.client.jobs;

import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.wire.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends jobs for good. */
@Command(
    name = "cancel",
    description = "Ends jobs, running ones too.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobCancelCommand extends JobActionCommand {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the job's history.")
  @Nullable String reason;

  public JobCancelCommand(Surroundings surroundings) {
    super(surroundings, "cancel");
  }

  @Override
  Query query() {
    return new Query().add("reason", reason);
  }
}
