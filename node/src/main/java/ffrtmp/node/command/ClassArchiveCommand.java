package ffrtmp.node.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Starts everything once on a store of its own, runs one job that does nothing, and ends: so the JVM
 * sees which classes a start needs, and the launcher can keep them in an archive.
 */
@Command(name = "class-archive", hidden = true, description = "Used by the launcher to make its class archive.")
public final class ClassArchiveCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
