package ffrtmp.ops.client;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A script that lets a shell complete every command of the program, as it knows them itself. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands and flags.",
      "bash, zsh: source <(ffrtmp completion bash)"
    },
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
  /** The shells whose scripts are known. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  @Nullable Shell shell;

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  public CompletionCommand() {}

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    // The one script is for both: it turns on what zsh has for scripts of bash.
    spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    spec.commandLine().getOut().flush();
    return ClientCommand.DONE;
  }
}
