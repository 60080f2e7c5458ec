package ffrtmp.node.worker.remote;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AskPattern;
import ffrtmp.node.worker.Fates;
import ffrtmp.node.worker.JobPort;
import ffrtmp.node.worker.WorkerActor;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The master of a worker that is no member of the cluster, spoken to over HTTP. It gives the worker
 * the two ports that its jobs are behind, and the lease that lets it run anything.
 */
public final class RemoteMaster {
  private static final Duration LOG_WITHIN = Duration.ofSeconds(2);

  private final RemoteSettings settings;
  private final LongSupplier nanos;
  private final Master master;
  private final RemoteJobs jobs;
  private final CompletableFuture<ActorRef<WorkerCommand>> commands = new CompletableFuture<>();
  private final ActorSystem<?> system;

  /**
   * Asks for nothing yet.
   *
   * @param nanos a monotonic clock, nanoseconds
   */
  public RemoteMaster(RemoteSettings settings, LongSupplier nanos, ActorSystem<?> system) {
    this.settings = settings;
    this.nanos = nanos;
    this.system = system;
    Contact contact = new Contact(settings.master().toString(), nanos);
    Http http = new Http(settings, contact);
    master = new Master(http, contact, settings);
    jobs = new RemoteJobs(http, this::tellWorker, this::log, nanos);
  }

  /** Where the worker reports. */
  public JobPort jobs() {
    return jobs;
  }

  /** Where the worker asks about attempts of a former life. */
  public Fates fates() {
    return jobs;
  }

  /**
   * The lease; asked for as soon as the behaviour starts.
   *
   * @param worker the worker itself, {@code takes} where it takes its commands
   * @param incarnations makes a name that was never used before
   * @param random 0 inclusive to 1 exclusive, for the spread of repetitions
   */
  public Behavior<RemoteLease.Command> lease(
      NodeFacts facts,
      ActorRef<WorkerActor.Message> worker,
      ActorRef<WorkerCommand> takes,
      Supplier<Vitals> vitals,
      Runnable heard,
      Supplier<String> incarnations,
      DoubleSupplier random) {
    commands.complete(takes);
    RemoteLease.Ports ports =
        new RemoteLease.Ports(
            facts, worker, takes, master, jobs, vitals, heard, incarnations, nanos, random);
    return RemoteLease.create(ports, settings);
  }

  private void tellWorker(WorkerCommand command) {
    var unused = commands.thenAccept(worker -> worker.tell(command));
  }

  private CompletionStage<String> log(JobId job) {
    return commands
        .thenCompose(
            worker ->
                AskPattern.<WorkerCommand, WorkerLog>ask(
                    worker,
                    replyTo -> new WorkerCommand.Log(job, replyTo),
                    LOG_WITHIN,
                    system.scheduler()))
        .thenApply(WorkerLog::text);
  }
}
