package ffrtmp.node.wiring;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * On SIGTERM or Ctrl-C: ends in order, and then with status 0, since being asked to end is no
 * failure. (The JVM's own status would be 143, which supervisors take for one.)
 */
final class Ending {
  private Ending() {}

  /**
   * @param patience after which the process ends in whatever order it is
   */
  static void install(ActorSystem<?> system, Duration patience) {
    Thread hook = new Thread(() -> end(system, patience), "ffrtmp-ending");
    Runtime.getRuntime().addShutdownHook(hook);
    system.getWhenTerminated().thenRun(() -> remove(hook));
  }

  private static void end(ActorSystem<?> system, Duration patience) {
    // What has ended already ended with a status of its own, a failed start's among them.
    if (system.getWhenTerminated().toCompletableFuture().isDone()) return;
    int status = 0;
    try {
      CoordinatedShutdown.get(system)
          .runAll(CoordinatedShutdown.jvmExitReason())
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      System.err.println("ffrtmp: did not end in order: " + e);
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }

  /** A system that has ended needs no hook; while the JVM ends, none can be removed nor need be. */
  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the hook is running already, and this is it: nothing is left to do
    }
  }
}
