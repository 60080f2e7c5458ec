package ffrtmp.ops.client;

import ffrtmp.ops.client.wire.Address;
import ffrtmp.ops.client.wire.Patience;
import ffrtmp.ops.client.wire.Pause;
import ffrtmp.ops.client.wire.Server;
import ffrtmp.ops.client.wire.TlsContexts;
import java.time.Clock;

/**
 * What a command takes from outside.
 *
 * @param tls makes TLS out of files
 */
public record Surroundings(
    Terminal terminal, TlsContexts tls, Patience patience, Pause pause, Clock clock) {
  Server server(Address address) {
    return new Server(
        address,
        patience,
        pause,
        clock,
        line -> {
          terminal.err().println("ffrtmp: " + line);
          terminal.err().flush();
        });
  }
}
