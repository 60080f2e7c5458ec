package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import ffrtmp.node.scheduler.SchedulerCommand;
import ffrtmp.protocol.port.JobFact;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.port.SchedulerHints;

/** Hints to the scheduler singleton, wherever it runs. */
final class SingletonHints implements SchedulerHints {
  private final ActorRef<SchedulerCommand> scheduler;

  SingletonHints(ActorRef<SchedulerCommand> scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void changed(JobFact fact) {
    scheduler.tell(new SchedulerCommand.JobHint(fact));
  }

  @Override
  public void changed(NodeFact fact) {
    scheduler.tell(new SchedulerCommand.NodeHint(fact));
  }
}
