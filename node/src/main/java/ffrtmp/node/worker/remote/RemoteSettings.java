package ffrtmp.node.worker.remote;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a worker reaches its master, as the operator decided.
 *
 * @param master {@code http://} or {@code https://}, with a path where the API lies under one; no
 *     credentials, query or fragment
 * @param apiKey sent with every request; absent where the master asks for none
 * @param tls what to trust and who to be; absent: what the JVM trusts, and nobody
 * @param heartbeat how often the lease is renewed; it lasts three of these
 * @param pollPause the pause between two polls where the master does not hold them open
 */
public record RemoteSettings(
    URI master,
    @Nullable String apiKey,
    @Nullable SSLContext tls,
    Duration heartbeat,
    Duration pollPause) {
  private static final int LEASE_HEARTBEATS = 3;

  /** How long a job is held after the sending of the last heartbeat that was answered. */
  public Duration lease() {
    return heartbeat.multipliedBy(LEASE_HEARTBEATS);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "RemoteSettings[" + master + "]";
  }
}
