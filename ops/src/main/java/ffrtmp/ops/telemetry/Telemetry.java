package ffrtmp.ops.telemetry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import kamon.Kamon;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's metrics, from their collection to the port at which Prometheus finds them. Opened
 * before anything that counts, so that a taken port is said at once and no count is missed. Where
 * metrics are off everything counts all the same, and nobody is told.
 */
public final class Telemetry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

  private final Exposition exposition = new Exposition();
  private final @Nullable MetricsServer server;

  private Telemetry(MetricsSettings settings) throws IOException {
    if (!settings.enabled()) {
      server = null;
      return;
    }
    exposition.join(Collected.KAMON);
    server = MetricsServer.open(settings.host(), settings.port(), exposition::page);
    LOG.info("metrics are served on {}/metrics", server.address());
    if (!server.onLoopback()) {
      LOG.warn("metrics have no key: whoever reaches {} can read them", server.address());
    }
  }

  /**
   * @throws IOException when the address cannot be had
   */
  public static Telemetry open(MetricsSettings settings) throws IOException {
    return new Telemetry(settings);
  }

  /** Where readings join in. */
  public Exposition exposition() {
    return exposition;
  }

  /** Where metrics are served; empty where they are off. */
  public Optional<URI> address() {
    return Optional.ofNullable(server).map(MetricsServer::address);
  }

  @Override
  public void close() {
    if (server != null) server.close();
  }

  /** Kamon is one for each process, and loses what it counts before somebody collects it. */
  private static final class Collected {
    static final KamonReadings KAMON = collect();

    private Collected() {}

    private static KamonReadings collect() {
      Config own =
          ConfigFactory.parseMap(
              Map.of(
                  "kamon.metric.tick-interval", "1s",
                  "kamon.init.hide-banner", "yes",
                  // not looked up: a name server that is down must not hold up the start
                  "kamon.environment.host", "localhost",
                  "kamon.environment.service", "ffrtmp"));
      Kamon.initWithoutAttaching(own.withFallback(Kamon.config()));
      KamonReadings readings = new KamonReadings();
      Kamon.addReporter("exposition", readings);
      return readings;
    }
  }
}
