package ffrtmp.node;

import ffrtmp.node.command.AuditCommand;
import ffrtmp.node.command.ClassArchiveCommand;
import ffrtmp.node.command.ConfigCommand;
import ffrtmp.node.command.DemoCommand;
import ffrtmp.node.command.DoctorCommand;
import ffrtmp.node.command.FlagDefaults;
import ffrtmp.node.command.GoStyle;
import ffrtmp.node.command.KeysCommand;
import ffrtmp.node.command.ServerCommand;
import ffrtmp.node.command.StreamsCommand;
import ffrtmp.node.command.UpCommand;
import ffrtmp.node.command.UsageException;
import ffrtmp.node.command.WorkerCommand;
import ffrtmp.node.wiring.StartException;
import ffrtmp.node.worker.Ffmpeg;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The entry of the one runnable jar. Exit status: 0 done, 1 it was refused or failed, 2 wrong
 * usage.
 */
@Command(
    name = "ffrtmp",
    description = "A clustered job system for FFmpeg.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ServerCommand.class,
      WorkerCommand.class,
      StreamsCommand.class,
      KeysCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      AuditCommand.class,
      Version.class,
      ClassArchiveCommand.class
    })
public final class Main implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  Main() {}

  /** Reads the command line and exits with its status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      return commandLine().execute(GoStyle.normalise(args));
    } catch (UsageException wrongFile) {
      System.err.println("ffrtmp: " + wrongFile.getMessage());
      return 2;
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setDefaultValueProvider(FlagDefaults.load())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("ffrtmp: " + objection(e));
    line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    return 2;
  }

  private static String objection(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      boolean first = e.getCommandLine().getParent() == null;
      return first ? "there is no command '" + word + "'" : "'" + word + "' belongs to no flag";
    }
    return String.valueOf(e.getMessage());
  }

  /** Expected refusals are one line; anything else is a bug and shows where. */
  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof UsageException
        || e instanceof StartException
        || e instanceof Ffmpeg.NotFound) {
      line.getErr().println("ffrtmp: " + e.getMessage());
      return e instanceof UsageException ? 2 : 1;
    }
    line.getErr().println("ffrtmp: " + e);
    e.printStackTrace(line.getErr());
    return 1;
  }
}
