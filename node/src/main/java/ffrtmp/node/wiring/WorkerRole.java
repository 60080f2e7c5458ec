package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import ffrtmp.node.lease.LeaseHolder;
import ffrtmp.node.lease.LeaseSettings;
import ffrtmp.node.worker.Fate;
import ffrtmp.node.worker.ReportAnswer;
import ffrtmp.node.worker.WorkerActor;
import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.node.worker.Workshop;
import ffrtmp.ops.telemetry.Exposition;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.Readings;
import ffrtmp.protocol.worker.WorkerCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * What a worker runs: the actor that holds attempts, and the holder of its lease. Opened once for
 * each process, since it looks at the machine; started once for each life in the cluster.
 */
public final class WorkerRole {
  private final Workshop workshop;
  private final Readings readings;
  private final Duration drainTimeout;

  private WorkerRole(Workshop workshop, Duration drainTimeout) {
    this.workshop = workshop;
    this.readings = workshop.readings(new MachineVitals(), System::nanoTime);
    this.drainTimeout = drainTimeout;
  }

  /**
   * @param drainTimeout how long running jobs may take to finish when the process is told to end;
   *     what still runs then is handed back
   * @throws StartException when a folder or the hardware cannot be used
   */
  public static WorkerRole open(WorkerSettings settings, Duration drainTimeout) {
    try {
      return new WorkerRole(Workshop.open(settings), drainTimeout);
    } catch (IOException e) {
      throw new StartException("the worker cannot start: " + e.getMessage());
    }
  }

  /** How long it may take to go when the process is told to end. */
  Duration leaveWithin() {
    return Leaving.within(drainTimeout);
  }

  void start(ActorContext<?> root, Shards shards, Exposition.Group metrics) {
    metrics.join(readings);
    ActorSystem<?> system = root.getSystem();
    NodeFacts facts = workshop.facts();
    NodeId node = NodeId.of(facts.address(), facts.name());
    ActorRef<WorkerActor.Message> worker =
        root.spawn(
            workshop.worker(
                (job, attempt, report) ->
                    shards
                        .ask(job, to -> new JobCommand.Report(attempt, node, report, to))
                        .thenApply(reply -> ReportAnswer.of(reply, attempt)),
                (job, attempt) ->
                    shards
                        .ask(job, JobCommand.Get::new)
                        .thenApply(reply -> Fate.of(reply, attempt))),
            "worker");
    Attempts attempts = Attempts.of(root, worker);
    AskPattern.<WorkerActor.Message, ActorRef<WorkerCommand>>ask(
            worker, WorkerActor.Introduce::new, Leaving.MARGIN, system.scheduler())
        .thenAccept(commands -> hold(system, shards, node, worker, commands, attempts));
  }

  private void hold(
      ActorSystem<?> system,
      Shards shards,
      NodeId node,
      ActorRef<WorkerActor.Message> worker,
      ActorRef<WorkerCommand> commands,
      Attempts attempts) {
    LeaseHolder.Ports ports =
        new LeaseHolder.Ports(
            node,
            workshop.facts(),
            commands,
            shards::tell,
            attempts,
            new MachineVitals(),
            () -> Membership.controlNodes(system),
            () -> UUID.randomUUID().toString(),
            System::nanoTime,
            workshop.meters()::heartbeat);
    LeaseSettings lease = LeaseSettings.from(system.settings().config());
    ActorRef<LeaseHolder.Command> holder =
        system.systemActorOf(
            LeaseHolder.create(ports, lease), "lease-holder", akka.actor.typed.Props.empty());
    new Leaving<>(worker, drainTimeout, holder, new LeaseHolder.Close(), LeaseHolder.Leave::new)
        .install(system);
  }
}
