package ffrtmp.ops.client.jobs;

import ffrtmp.ops.client.Surroundings;
import picocli.CommandLine.Command;

/** Lets paused jobs go on. */
@Command(
    name = "resume",
    description = "Lets paused jobs go on.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobResumeCommand extends JobActionCommand {
  public JobResumeCommand(Surroundings surroundings) {
    super(surroundings, "resume");
  }
}
