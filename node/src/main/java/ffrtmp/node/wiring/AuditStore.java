package ffrtmp.node.wiring;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.node.Configuration;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import java.util.Map;

/**
 * A store that is there already, and what reads its events; no server is started and no table is
 * made. With PostgreSQL servers may run meanwhile.
 */
public final class AuditStore implements AutoCloseable {
  private static final Config ALONE =
      ConfigFactory.parseMap(
          Map.of(
              "akka.actor.provider", "local",
              "akka.coordinated-shutdown.exit-jvm", "off",
              "akka.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"));

  private final Store store;
  private final ActorSystem<Void> system;

  private AuditStore(Store store, ActorSystem<Void> system) {
    this.store = store;
    this.system = system;
  }

  /**
   * @param location an H2 file, or a PostgreSQL URL
   * @throws StartException when it is not there, cannot be reached, or is held by a server
   */
  public static AuditStore open(String location) {
    Store store = Database.existing(location);
    Config config = ALONE.withFallback(Configuration.load());
    return new AuditStore(store, ActorSystem.create(Behaviors.empty(), "audit", config));
  }

  public Store store() {
    return store;
  }

  /** Reads events as servers do. */
  public Events events() {
    return new Events(system);
  }

  @Override
  public void close() {
    system.terminate();
    store.close();
  }
}
