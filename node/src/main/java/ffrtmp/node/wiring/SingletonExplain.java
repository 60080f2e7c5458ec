package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import ffrtmp.node.scheduler.SchedulerCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.port.Explain;
import ffrtmp.protocol.port.Explanation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The scheduler's account of a job, asked of the singleton. */
final class SingletonExplain implements Explain {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final ActorRef<SchedulerCommand> scheduler;

  SingletonExplain(ActorSystem<?> system, ActorRef<SchedulerCommand> scheduler) {
    this.system = system;
    this.scheduler = scheduler;
  }

  @Override
  public CompletionStage<Optional<Explanation>> explain(JobId id) {
    return AskPattern.<SchedulerCommand, SchedulerCommand.Explained>ask(
            scheduler, to -> new SchedulerCommand.Explain(id, to), PATIENCE, system.scheduler())
        .thenApply(explained -> Optional.ofNullable(explained.explanation()));
  }
}
