package ffrtmp.node;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints the version, as the command and for {@code --version}. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
public final class Version implements Callable<Integer>, CommandLine.IVersionProvider {
  @Override
  public Integer call() {
    System.out.println(getVersion()[0]);
    return 0;
  }

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "ffrtmp " + (version == null ? "(unpackaged)" : version) + ", Java " + Runtime.version()
    };
  }
}
