package ffrtmp.node;

import ffrtmp.ops.client.Release;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class Version implements Callable<Integer> {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  Version() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(Release.line());
    return 0;
  }
}
