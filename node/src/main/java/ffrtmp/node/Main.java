package ffrtmp.node;

import ffrtmp.node.command.AuditCommand;
import ffrtmp.node.command.ClassArchiveCommand;
import ffrtmp.node.command.ClientStart;
import ffrtmp.node.command.ConfigCommand;
import ffrtmp.node.command.DemoCommand;
import ffrtmp.node.command.DoctorCommand;
import ffrtmp.node.command.FlagDefaults;
import ffrtmp.node.command.KeysCommand;
import ffrtmp.node.command.ServerCommand;
import ffrtmp.node.command.StreamsCommand;
import ffrtmp.node.command.UpCommand;
import ffrtmp.node.command.UsageException;
import ffrtmp.node.command.WorkerCommand;
import ffrtmp.node.wiring.StartException;
import ffrtmp.node.worker.Ffmpeg;
import ffrtmp.ops.client.Client;
import ffrtmp.ops.client.ClientCommands;
import ffrtmp.ops.client.CompletionCommand;
import ffrtmp.ops.client.GoStyle;
import ffrtmp.ops.client.Release;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Written;
import ffrtmp.ops.client.WrongUsage;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The entry of the one runnable jar. Exit status: 0 done, 1 it was refused or failed, 2 wrong
 * usage, 3 no server was there to ask.
 */
@Command(
    name = "ffrtmp",
    description = "A clustered job system for FFmpeg.",
    mixinStandardHelpOptions = true,
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
      CompletionCommand.class,
      Version.class,
      ClassArchiveCommand.class
    })
public final class Main implements Runnable {
  private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  Main() {}

  /** Reads the command line and exits with its status. */
  public static void main(String[] args) {
    widenCommonPool();
    System.exit(run(args));
  }

  /** With one thread in it, as on two cores, each asynchronous step would start its own. */
  private static void widenCommonPool() {
    if (Runtime.getRuntime().availableProcessors() > 2) return;
    if (System.getProperty(COMMON_POOL) == null) System.setProperty(COMMON_POOL, "2");
  }

  private static int run(String[] args) {
    Surroundings client = ClientStart.surroundings();
    return Client.run(args, client).orElseGet(() -> runAny(args, client));
  }

  /** Any command, for which all of them are read first. */
  private static int runAny(String[] args, Surroundings client) {
    try {
      CommandLine line = commandLine(client);
      int status = line.execute(GoStyle.normalise(args));
      return Written.status(status, line.getOut(), line.getErr());
    } catch (UsageException wrongFile) {
      System.err.println("ffrtmp: " + wrongFile.getMessage());
      return 2;
    }
  }

  static CommandLine commandLine(Surroundings client) {
    CommandLine line = new CommandLine(new Main()).setDefaultValueProvider(FlagDefaults.load());
    // after that line, since what a server is configured with is nothing to its clients
    ClientCommands.addTo(line, client);
    tellVersion(line);
    return line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(WrongUsage::tell)
        .setExecutionExceptionHandler(Main::failed);
  }

  /** Each command has the flag, and picocli hands no provider down. */
  private static void tellVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Release());
    line.getSubcommands().values().forEach(Main::tellVersion);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
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
