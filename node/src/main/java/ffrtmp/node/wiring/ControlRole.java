package ffrtmp.node.wiring;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.typed.SelfUp;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.BindRule;
import ffrtmp.http.HttpServer;
import ffrtmp.http.HttpSettings;
import ffrtmp.http.Ports;
import ffrtmp.protocol.job.JobId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What a control node runs: the entities, the singletons, a lease keeper, and the API. The store is
 * opened first, since its address completes the actor system's configuration, and closed last.
 */
final class ControlRole {
  private static final Duration UNBIND_PATIENCE = Duration.ofSeconds(3);

  private final ControlSettings settings;
  private final Database database;
  private final Clock clock = Clock.systemUTC();

  private ControlRole(ControlSettings settings, Database database) {
    this.settings = settings;
    this.database = database;
  }

  /**
   * @throws StartException when the address may not be served, or the store cannot be opened
   */
  static ControlRole open(ControlSettings settings) {
    HttpSettings http = HttpSettings.from(settings.http().withFallback(ConfigFactory.load()).getConfig("ffrtmp.http"));
    BindRule.objection(http).ifPresent(objection -> { throw new StartException(objection); });
    return new ControlRole(settings, Database.open(settings.store()));
  }

  /** What the roles' settings say in the configuration's words. */
  Config config() {
    return ConfigFactory.parseMap(
            Map.of("ffrtmp.scheduler.unplaceable", settings.failUnplaceable() ? "fail" : "wait"))
        .withFallback(settings.http())
        .withFallback(database.config());
  }
}
