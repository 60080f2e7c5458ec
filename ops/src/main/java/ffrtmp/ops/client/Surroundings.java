package ffrtmp.ops.client;

import ffrtmp.ops.client.show.Screen;
import ffrtmp.ops.client.wire.Address;
import ffrtmp.ops.client.wire.Patience;
import ffrtmp.ops.client.wire.Pause;
import ffrtmp.ops.client.wire.Server;
import ffrtmp.ops.client.wire.TlsContexts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a command takes from outside.
 *
 * @param tls makes TLS out of files
 */
public record Surroundings(
    Terminal terminal, TlsContexts tls, Patience patience, Pause pause, Clock clock) {
  /** The same, with another place to write to and another home. */
  public Surroundings writingTo(PrintWriter writer, Path home) {
    Terminal other =
        new Terminal(
            writer,
            writer,
            terminal.in(),
            terminal.environment(),
            home,
            Screen.ENDLESS,
            Screen.ENDLESS,
            false,
            Window.NONE);
    return new Surroundings(other, tls, patience, pause, clock);
  }

  Server server(Address address) {
    return new Server(
        address,
        patience,
        pause,
        clock,
        line -> {
          // a bar may stand in the line; it is drawn again below
          String clear = terminal.messages().live() ? "\r\u001b[K" : "";
          terminal.err().println(clear + "ffrtmp: " + line);
          terminal.err().flush();
        });
  }
}
