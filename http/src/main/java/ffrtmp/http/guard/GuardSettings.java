package ffrtmp.http.guard;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What a connection may take.
 *
 * @param connectionsPerAddress open at a time from one address (IPv6: from one /64)
 * @param headTimeout for the first request's head to arrive, the TLS handshake before it included
 * @param keepAlive from an answer to the next request's head
 * @param patience for which a client may keep us waiting in all, be it for its body's bytes or to
 *     take ours, before the rate below counts
 * @param bytesPerSecond the least at which it sends or takes then
 * @param linger for which a refusal stays open whose client still sends its body
 */
public record GuardSettings(
    int connectionsPerAddress,
    Duration headTimeout,
    Duration keepAlive,
    Duration patience,
    long bytesPerSecond,
    Duration linger) {
  /** Reads the block {@code ffrtmp.http.guard}. */
  public static GuardSettings from(Config c) {
    return new GuardSettings(
        c.getInt("connections-per-address"),
        c.getDuration("head-timeout"),
        c.getDuration("keep-alive"),
        c.getDuration("patience"),
        c.getBytes("bytes-per-second"),
        c.getDuration("linger"));
  }

  /** For how long a client may keep us waiting over so many bytes. */
  Duration patienceFor(long bytes) {
    return patience.plusMillis(bytes * 1000 / bytesPerSecond);
  }
}
