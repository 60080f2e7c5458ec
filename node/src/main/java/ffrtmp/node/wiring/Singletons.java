package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import java.time.Duration;

/** Runs something once in the cluster, on a control node. */
final class Singletons {
  private static final Duration RESTART_FIRST = Duration.ofMillis(200);
  private static final Duration RESTART_MOST = Duration.ofSeconds(5);

  private Singletons() {}

  /** The way to the one; where it fails it begins anew. */
  static <T> ActorRef<T> once(ActorSystem<?> system, Behavior<T> behavior, String name) {
    return once(system, behavior, name, Props.empty());
  }

  /** The same on a dispatcher of its own. */
  static <T> ActorRef<T> once(
      ActorSystem<?> system, Behavior<T> behavior, String name, Props props) {
    Behavior<T> supervised =
        Behaviors.supervise(behavior)
            .onFailure(SupervisorStrategy.restartWithBackoff(RESTART_FIRST, RESTART_MOST, 0.2));
    ClusterSingletonSettings settings =
        ClusterSingletonSettings.create(system).withRole(Shards.CONTROL);
    return ClusterSingleton.get(system)
        .init(SingletonActor.of(supervised, name).withProps(props).withSettings(settings));
  }
}
