package ffrtmp.node.command;

import ffrtmp.http.access.Key;
import ffrtmp.http.access.KeysEditor;
import ffrtmp.http.access.KeysFileException;
import ffrtmp.http.access.Role;
import ffrtmp.node.wiring.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a key and prints it: on the standard output it stands alone, for scripts. */
@Command(
    name = "create",
    description = "Makes a key and prints it; it is told this once and never again.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class KeysCreateCommand implements Callable<Integer> {
  @Mixin KeysCommand.FileFlag file = new KeysCommand.FileFlag();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Whose it is. A second key of one name is for changing over to it.")
  String name = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      completionCandidates = Roles.class,
      description = "viewer, submitter, operator, admin or worker.")
  @Nullable Role role;

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Whose jobs it is for; all, where nothing is said.")
  @Nullable String tenant;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description = "The one node that a worker's key may act as.")
  @Nullable String node;

  @Option(
      names = "--expires",
      paramLabel = "90d|TIME",
      description = "When it ends: after 90d, 12h or 30m, or at a time such as 2027-01-31T12:00Z.")
  @Nullable String expires;

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  KeysCreateCommand() {}

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    Instant end = expires == null ? null : Expiry.read(expires, clock.instant());
    KeysEditor.Wish wish =
        new KeysEditor.Wish(name, Objects.requireNonNull(role), tenant, node, end);
    try {
      KeysEditor.Created created = file.editor(clock).create(wish);
      tell(created);
      return 0;
    } catch (KeysFileException e) {
      throw StartException.because(e);
    } catch (IOException e) {
      throw new StartException("the keys file cannot be changed: " + e.getMessage());
    }
  }

  /** The roles as they are said and written. */
  static final class Roles implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Role.values()).map(r -> r.name().toLowerCase(Locale.ROOT)).iterator();
    }
  }

  private void tell(KeysEditor.Created created) {
    Key key = created.key();
    PrintWriter err = spec.commandLine().getErr();
    err.println("key " + key.id() + " of " + key.name() + "; keep it, it cannot be shown again:");
    spec.commandLine().getOut().println(created.secret());
  }
}
