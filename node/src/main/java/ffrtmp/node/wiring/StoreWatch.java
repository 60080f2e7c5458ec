package ffrtmp.node.wiring;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import ffrtmp.persistence.journal.Store;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when its embedded store has closed itself, as H2 does after an error of the disk
 * and for good: a node that can only refuse is worse than one that a supervisor starts again.
 * PostgreSQL comes back by itself, so it is not watched.
 */
final class StoreWatch {
  /** Why the node ends; its status tells a supervisor to start it again. */
  static final CoordinatedShutdown.Reason CLOSED =
      new CoordinatedShutdown.Reason() {
        @Override
        public String toString() {
          return "the store has closed itself";
        }
      };

  private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private StoreWatch() {}

  static void start(ActorSystem<?> system, Store store) {
    if (store.kind() != Store.Kind.H2) return;
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "store-watch");
              thread.setDaemon(true);
              return thread;
            });
    long period = EVERY.toMillis();
    ScheduledFuture<?> unused =
        watch.scheduleWithFixedDelay(
            () -> look(system, store, watch), period, period, TimeUnit.MILLISECONDS);
    system.getWhenTerminated().thenRun(watch::shutdownNow);
  }

  private static void look(ActorSystem<?> system, Store store, ScheduledExecutorService watch) {
    if (!store.hasClosedItself()) return;
    watch.shutdown();
    LOG.error("the store {} has closed itself after an error, as when its disk is full", store);
    var unused = CoordinatedShutdown.get(system).runAll(CLOSED);
  }
}
