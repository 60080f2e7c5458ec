package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.Config;
import ffrtmp.http.problem.LowLevelRefusals;
import ffrtmp.protocol.port.Readings;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge on its address, and what it has counted. */
public final class HttpServer {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final Edge edge;

  private HttpServer(ActorSystem<?> system, HttpSettings settings, Edge edge) {
    this.system = system;
    this.settings = settings;
    this.edge = edge;
  }

  /** A server that is not bound yet. */
  public static HttpServer create(ActorSystem<?> system, HttpSettings settings, Ports ports) {
    return create(system, settings, ports, System::nanoTime);
  }

  /** With another clock for what is allowed per second. */
  static HttpServer create(
      ActorSystem<?> system, HttpSettings settings, Ports ports, LongSupplier nanos) {
    Edge edge = new Edge(system, settings, ports, UUID::randomUUID, nanos);
    return new HttpServer(system, settings, edge);
  }

  /**
   * Binds the API; the stage fails when the address cannot be had. Whoever calls this asks {@link
   * BindRule} first, and unbinds at the end.
   */
  public CompletionStage<ServerBinding> start() {
    // scripts look for these words
    LOG.info("Bandwidth monitoring enabled");
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(
            LowLevelRefusals.seenBy(edge::refused, serverSettings(system.settings().config())))
        .bind(edge::answer);
  }

  /** The series of everything that the edge counts. */
  public Readings readings() {
    return edge::read;
  }

  /** Akka's own settings with ours laid over them, whichever reference.conf was read first. */
  private static ServerSettings serverSettings(Config config) {
    Config own = config.getConfig("ffrtmp.http.server").atPath("akka.http.server");
    return ServerSettings.create(own.withFallback(config));
  }
}
