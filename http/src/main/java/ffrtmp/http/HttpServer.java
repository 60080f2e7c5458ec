package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.Config;
import ffrtmp.http.tls.ServerTls;
import ffrtmp.http.tls.TlsException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Starts the edge on its address. */
public final class HttpServer {
  private HttpServer() {}

  /**
   * Binds the API; the stage fails when the address cannot be had, or a certificate not be used.
   * Whoever calls this asks {@link BindRule} first, and unbinds at the end.
   */
  public static CompletionStage<ServerBinding> start(
      ActorSystem<?> system, HttpSettings settings, Ports ports) {
    Edge edge = new Edge(system, settings, ports, UUID::randomUUID);
    ServerBuilder builder =
        Http.get(system)
            .newServerAt(settings.host(), settings.port())
            .withSettings(serverSettings(system.settings().config()));
    var serving = Connections.serving(edge::answer);
    if (settings.tls() == null) return builder.bindFlow(serving);
    try {
      ServerTls tls = ServerTls.open(settings.tls(), ports.clock());
      tls.watch(system);
      return builder.enableHttps(ConnectionContext.httpsServer(tls::engine)).bindFlow(serving);
    } catch (TlsException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Akka's own settings with ours laid over them, whichever reference.conf was read first. */
  private static ServerSettings serverSettings(Config config) {
    Config own = config.getConfig("ffrtmp.http.server").atPath("akka.http.server");
    return ServerSettings.create(own.withFallback(config));
  }
}
