package ffrtmp.ops.client.wire;

import java.time.Duration;

/**
 * How long a command waits for what.
 *
 * @param connect for a connection
 * @param read for the next bytes of an answer
 * @param events for the next bytes of live events, which are sent at least every 15 s
 * @param told in all, for a server that says {@code Retry-After}
 * @param away for a server to come back while something is followed
 */
public record Patience(
    Duration connect, Duration read, Duration events, Duration told, Duration away) {
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2));
}
