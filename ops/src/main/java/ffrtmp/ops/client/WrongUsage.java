package ffrtmp.ops.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
    if (choosing(e)) line.getErr().println("There are: " + choices(line));
    line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    line.getErr().flush();
    return STATUS;
  }

  /** Whether a word stands where one of several commands should. */
  private static boolean choosing(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !e.getCommandLine().getSubcommands().isEmpty();
  }

  private static String choices(CommandLine line) {
    return line.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(choice -> !choice.usageMessage().hidden())
        .map(CommandSpec::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String noneOf(ArgSpec flag, String said) {
    String name = flag instanceof OptionSpec option ? option.longestName() : flag.paramLabel();
    String words =
        Arrays.stream(flag.type().getEnumConstants())
            .map(word -> word.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return name + " is one of " + words + ", not '" + said + "'";
  }

  private static String objection(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      return choosing(e)
          ? "there is no command '" + word + "'"
          : "'" + word + "' belongs to no flag";
    }
    if (e.getArgSpec() != null && e.getArgSpec().type().isEnum() && e.getValue() != null) {
      return noneOf(e.getArgSpec(), e.getValue());
    }
    return String.valueOf(e.getMessage());
  }
}
