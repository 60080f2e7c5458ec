package ffrtmp.node.command;

import ffrtmp.http.access.Key;
import ffrtmp.http.access.KeysFileException;
import ffrtmp.node.wiring.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes keys back: servers that run cut off their holder within seconds. */
@Command(
    name = "revoke",
    description = "Takes back one key by its id, or all of a holder by name.",
    mixinStandardHelpOptions = true)
final class KeysRevokeCommand implements Callable<Integer> {
  @Mixin KeysCommand.FileFlag file = new KeysCommand.FileFlag();

  @Parameters(paramLabel = "NAME-OR-ID", description = "As `ffrtmp keys list` shows them.")
  String which = "";

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  KeysRevokeCommand() {}

  @Override
  public Integer call() {
    try {
      List<Key> revoked = file.editor(Clock.systemUTC()).revoke(which);
      if (revoked.isEmpty()) throw new StartException("no live key has this name or id: " + which);
      PrintWriter out = spec.commandLine().getOut();
      revoked.forEach(key -> out.println("revoked: key " + key.id() + " of " + key.name()));
      return 0;
    } catch (KeysFileException e) {
      throw StartException.because(e);
    } catch (IOException e) {
      throw new StartException("the keys file cannot be changed: " + e.getMessage());
    }
  }
}
