package ffrtmp.node.wiring;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import ffrtmp.protocol.metric.Metric;
import java.util.concurrent.atomic.AtomicBoolean;
import kamon.Kamon;
import kamon.metric.Counter;

/** Counts how often this node took the scheduler over from another one. */
final class Takeovers {
  private final Counter counter = Kamon.counter(Metric.FAILOVERS.text()).withoutTags();
  private final AtomicBoolean here = new AtomicBoolean();
  private volatile boolean cameLater;

  /**
   * The node is up.
   *
   * @param alone whether no other control node was there
   */
  void up(boolean alone) {
    cameLater = !alone;
  }

  /** The scheduler, of which each start is noticed; one after a failure is no takeover. */
  <T> Behavior<T> watched(Behavior<T> scheduler) {
    return Behaviors.setup(
        context -> {
          if (!here.getAndSet(true) && cameLater) counter.increment();
          return scheduler;
        });
  }
}
