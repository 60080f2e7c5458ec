package ffrtmp.node.command;

import ffrtmp.http.access.Key;
import ffrtmp.http.access.KeysFileException;
import ffrtmp.node.wiring.StartException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the keys of the file, none of their secrets. */
@Command(
    name = "list",
    description = "Shows the keys of the file, without their secrets.",
    mixinStandardHelpOptions = true)
final class KeysListCommand implements Callable<Integer> {
  private static final String LINE = "%-12s %-20s %-10s %-16s %-16s %-22s %-22s %s%n";

  @Mixin KeysCommand.FileFlag file = new KeysCommand.FileFlag();
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  KeysListCommand() {}

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    try {
      Collection<Key> keys = file.editor(clock).list();
      PrintWriter out = spec.commandLine().getOut();
      out.printf(LINE, "ID", "NAME", "ROLE", "TENANT", "NODE", "CREATED", "EXPIRES", "STATE");
      keys.forEach(key -> print(out, key, clock.instant()));
      out.flush();
      return 0;
    } catch (KeysFileException e) {
      throw StartException.because(e);
    }
  }

  private static void print(PrintWriter out, Key key, Instant now) {
    out.printf(
        LINE,
        key.id(),
        key.name(),
        key.role().name().toLowerCase(Locale.ROOT),
        or(key.tenant(), "all"),
        or(key.node(), "-"),
        or(key.created(), "-"),
        or(key.expires(), "never"),
        state(key, now));
  }

  private static String state(Key key, Instant now) {
    if (key.revoked() != null) return "revoked " + key.revoked();
    return key.live(now) ? "live" : "expired";
  }

  private static String or(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }
}
