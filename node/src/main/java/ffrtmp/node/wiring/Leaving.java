package ffrtmp.node.wiring;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.japi.function.Function;
import ffrtmp.node.worker.WorkerActor;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * How a worker goes when its process is told to end: it is closed to new jobs, then drained, and
 * its lease is given back last.
 *
 * @param <C> what its lease understands
 * @param <L> the lease's answer to having left
 */
record Leaving<C, L>(
    ActorRef<WorkerActor.Message> worker,
    Duration drainTimeout,
    ActorRef<C> lease,
    C close,
    Function<ActorRef<L>, C> leave) {
  /** For an answer, beyond the time that what is asked for may take. */
  static final Duration MARGIN = Duration.ofSeconds(5);

  /** How long all of it may take. */
  static Duration within(Duration drainTimeout) {
    return drainTimeout.plus(MARGIN.multipliedBy(4));
  }

  void install(ActorSystem<?> system) {
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "drain-worker", () -> run(system));
  }

  private CompletionStage<Done> run(ActorSystem<?> system) {
    // before the worker refuses anything, so that it is offered nothing more
    lease.tell(close);
    return drain(system).thenCompose(drained -> leave(system));
  }

  private CompletionStage<WorkerActor.Drained> drain(ActorSystem<?> system) {
    return AskPattern.ask(
        worker,
        to -> new WorkerActor.Drain(drainTimeout, to),
        drainTimeout.plus(MARGIN.multipliedBy(2)),
        system.scheduler());
  }

  private CompletionStage<Done> leave(ActorSystem<?> system) {
    return AskPattern.ask(lease, leave, MARGIN, system.scheduler())
        .thenApply(left -> Done.getInstance());
  }
}
