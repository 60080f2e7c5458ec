package ffrtmp.node.command;

import ffrtmp.http.access.KeysEditor;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The keys that a server honours, in their file; no server need run. */
@Command(
    name = "keys",
    description = "Makes, lists and revokes API keys in a server's keys file.",
    mixinStandardHelpOptions = true,
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class})
public final class KeysCommand implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  KeysCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Which file is meant, as the server is told it. */
  static final class FileFlag {
    @Option(
        names = "--api-keys-file",
        paramLabel = "FILE",
        description = "The server's keys file; also FFRTMP_API_KEYS_FILE.")
    @Nullable Path file;

    KeysEditor editor(Clock clock) {
      if (file == null)
        throw new UsageException("say which file: --api-keys-file, or FFRTMP_API_KEYS_FILE");
      return new KeysEditor(Objects.requireNonNull(file), clock, new SecureRandom());
    }
  }
}
