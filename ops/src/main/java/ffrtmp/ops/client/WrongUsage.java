package ffrtmp.ops.client;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and where its right form stands. */
public final class WrongUsage {
  private static final int STATUS = 2;

  private WrongUsage() {}

  /** As picocli's handler of such exceptions. */
  public static int tell(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("ffrtmp: " + objection(e));
    line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    line.getErr().flush();
    return STATUS;
  }

  private static String objection(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      boolean choice = !e.getCommandLine().getSubcommands().isEmpty();
      return choice ? "there is no command '" + word + "'" : "'" + word + "' belongs to no flag";
    }
    return String.valueOf(e.getMessage());
  }
}
