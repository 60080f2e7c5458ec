package ffrtmp.ops.client;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, of every command. */
public final class Release implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** The version of this program and of the Java that runs it, in one line. */
  public static String line() {
    String version = Release.class.getPackage().getImplementationVersion();
    return "ffrtmp " + (version == null ? "(unpackaged)" : version) + ", Java " + Runtime.version();
  }
}
