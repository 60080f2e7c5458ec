package ffrtmp.node.command;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of the agent that this worker replaces: start scripts may go on giving them. */
final class ReplacedFlags {
  @Option(names = "--register", arity = "0..1", hidden = true)
  @Nullable String register;

  @Option(names = "--generate-input", arity = "0..1", hidden = true)
  @Nullable String generateInput;

  @Option(names = "--allow-master-as-worker", arity = "0..1", hidden = true)
  @Nullable String allowMasterAsWorker;

  @Option(names = "--skip-confirmation", arity = "0..1", hidden = true)
  @Nullable String skipConfirmation;

  /** One line for each that was given. */
  void sayWhatIsNotNeeded(PrintStream out) {
    say(out, register, "--register is no longer needed: a worker always registers");
    say(
        out,
        generateInput,
        "--generate-input is no longer needed: a job without an input gets a generated one");
    say(
        out,
        allowMasterAsWorker,
        "--allow-master-as-worker is no longer needed: a server's machine may run a worker");
    say(out, skipConfirmation, "--skip-confirmation is no longer needed: nothing is asked");
  }

  private static void say(PrintStream out, @Nullable String given, String line) {
    if (given != null) out.println("ffrtmp: " + line);
  }
}
