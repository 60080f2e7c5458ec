package ffrtmp.http;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.event.Logging;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.javadsl.Flow;
import com.typesafe.config.Config;
import ffrtmp.http.guard.ConnectionGuard;
import ffrtmp.http.guard.Lingering;
import ffrtmp.http.problem.LowLevelRefusals;
import ffrtmp.http.tls.ServerTls;
import ffrtmp.http.tls.TlsException;
import ffrtmp.protocol.port.Readings;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
  private final Clock clock;

  private HttpServer(ActorSystem<?> system, HttpSettings settings, Edge edge, Clock clock) {
    this.system = system;
    this.settings = settings;
    this.edge = edge;
    this.clock = clock;
  }

  /** A server that is not bound yet. */
  public static HttpServer create(ActorSystem<?> system, HttpSettings settings, Ports ports) {
    return create(system, settings, ports, System::nanoTime);
  }

  /** With another clock for what is allowed per second. */
  static HttpServer create(
      ActorSystem<?> system, HttpSettings settings, Ports ports, LongSupplier nanos) {
    KeyWatch watch = KeyWatch.start(system, ports.keys());
    return new HttpServer(
        system,
        settings,
        new Edge(system, settings, ports, watch, UUID::randomUUID, nanos),
        ports.clock());
  }

  /**
   * Binds the API; the stage fails when the address cannot be had, or a certificate not be used.
   * Whoever calls this asks {@link BindRule} first, and unbinds at the end.
   */
  public CompletionStage<ServerBinding> start() {
    // scripts look for these words
    LOG.info("Bandwidth monitoring enabled");
    ServerBuilder builder =
        Http.get(system)
            .newServerAt(settings.host(), settings.port())
            .withSettings(
                LowLevelRefusals.seenBy(
                    this::belowRequests, serverSettings(system.settings().config())))
            // under a name of its own, so that what clients do wrong can be kept out of the log
            .logTo(Logging.getLogger(system.classicSystem(), LowLevelRefusals.class));
    Flow<HttpRequest, HttpResponse, NotUsed> connection =
        ConnectionGuard.create(settings.guard(), edge.guards(), System::nanoTime)
            .join(Connections.serving(edge::answer));
    if (settings.tls() == null) return builder.bindFlow(connection);
    try {
      ServerTls tls = ServerTls.open(settings.tls(), clock);
      tls.watch(system);
      return builder.enableHttps(ConnectionContext.httpsServer(tls::engine)).bindFlow(connection);
    } catch (TlsException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private HttpResponse belowRequests(HttpResponse answer) {
    return Lingering.on(edge.belowRequests(answer), settings.guard().linger());
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
