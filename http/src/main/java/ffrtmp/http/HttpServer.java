package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.Config;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Starts the edge on its address. */
public final class HttpServer {
  private HttpServer() {}

  /**
   * Binds the API; the stage fails when the address cannot be had. Whoever calls this asks {@link
   * BindRule} first, and unbinds at the end.
   */
  public static CompletionStage<ServerBinding> start(
      ActorSystem<?> system, HttpSettings settings, Ports ports) {
    Edge edge = new Edge(system, settings, ports, UUID::randomUUID);
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(serverSettings(system.settings().config()))
        .bindFlow(Connections.serving(edge::answer));
  }

  /** Akka's own settings with ours laid over them, whichever reference.conf was read first. */
  private static ServerSettings serverSettings(Config config) {
    Config own = config.getConfig("ffrtmp.http.server").atPath("akka.http.server");
    return ServerSettings.create(own.withFallback(config));
  }
}
