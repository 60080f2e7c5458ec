package ffrtmp.ops.client.jobs;

import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.wire.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Holds jobs up. */
@Command(
    name = "pause",
    description = "Holds jobs up until they are resumed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobPauseCommand extends JobActionCommand {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "hold: they keep their place on the node; release: they give it back.")
  @Nullable String mode;

  public JobPauseCommand(Surroundings surroundings) {
    super(surroundings, "pause");
  }

  @Override
  Query query() {
    return new Query().add("mode", mode);
  }
}
