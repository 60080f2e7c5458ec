package ffrtmp.ops.client;

import ffrtmp.ops.client.show.Screen;
import ffrtmp.ops.client.wire.Patience;
import ffrtmp.ops.client.wire.Pause;
import ffrtmp.ops.client.wire.TlsContexts;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;

/**
 * The short way to the commands that ask a server: it reads the flags of the one command that is
 * meant, and touches nothing of the servers.
 */
public final class Client {
  private Client() {}

  /** Where this process runs; {@code clock} tells the ages of things. */
  public static Surroundings surroundings(TlsContexts tls, Clock clock) {
    return new Surroundings(terminal(System.getenv()), tls, Patience.USUAL, Pause.real(), clock);
  }

  /**
   * Runs the command of these arguments.
   *
   * @return its exit status; absent where it is no command of the client
   */
  public static OptionalInt run(String[] args, Surroundings surroundings) {
    Optional<Arguments> read = Arguments.read(GoStyle.normalise(args)).filter(Client::isHere);
    if (read.isEmpty()) return OptionalInt.empty();
    Arguments found = read.get();
    Terminal terminal = surroundings.terminal();
    CommandLine command =
        found.leaf().isEmpty()
            ? ClientCommands.only(found.group(), surroundings)
            : ClientCommands.only(found.group(), found.leaf(), surroundings);
    command.setOut(terminal.out()).setErr(terminal.err());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(WrongUsage::tell);
    int status = command.execute(found.rest().toArray(String[]::new));
    return OptionalInt.of(Written.status(status, terminal.out(), terminal.err()));
  }

  private static boolean isHere(Arguments found) {
    return !found.leaf().isEmpty() || ClientCommands.isWhole(found.group());
  }

  private static Terminal terminal(Map<String, String> environment) {
    boolean out = Boolean.getBoolean("ffrtmp.terminal");
    boolean err = Boolean.getBoolean("ffrtmp.terminal.errors");
    return new Terminal(
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        System.in,
        environment,
        home(environment),
        screen(out, environment),
        screen(err, environment),
        Boolean.getBoolean("ffrtmp.terminal.input") && err,
        Window.behind(out ? 1 : 2));
  }

  /** As a shell means ~, which Java takes from the accounts of the machine. */
  private static Path home(Map<String, String> environment) {
    String said = environment.getOrDefault("HOME", "");
    return Path.of(said.isEmpty() ? System.getProperty("user.home", ".") : said);
  }

  private static PrintWriter writer(FileDescriptor to) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(to), StandardCharsets.UTF_8)));
  }

  private static Screen screen(boolean terminal, Map<String, String> environment) {
    if (!terminal) return Screen.ENDLESS;
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean colour = !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    int columns = Integer.getInteger("ffrtmp.columns", 0);
    // a terminal that does not know its width says 0, which would be a file's
    return new Screen(columns > 0 ? columns : 80, colour, !dumb, utf8(environment));
  }

  private static boolean utf8(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) return value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
    }
    return false;
  }
}
