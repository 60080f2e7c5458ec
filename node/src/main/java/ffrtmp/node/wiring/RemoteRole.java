package ffrtmp.node.wiring;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.node.Configuration;
import ffrtmp.node.worker.WorkerActor;
import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.node.worker.Workshop;
import ffrtmp.node.worker.remote.RemoteLease;
import ffrtmp.node.worker.remote.RemoteMaster;
import ffrtmp.node.worker.remote.RemoteSettings;
import ffrtmp.ops.telemetry.Exposition;
import ffrtmp.protocol.worker.WorkerCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A worker that is no member of the cluster and asks a master for jobs over HTTP: the same worker
 * as {@link WorkerRole}, in an actor system that nobody reaches.
 */
public final class RemoteRole {
  private final Workshop workshop;
  private final RemoteSettings settings;
  private final Duration drainTimeout;

  private RemoteRole(Workshop workshop, RemoteSettings settings, Duration drainTimeout) {
    this.workshop = workshop;
    this.settings = settings;
    this.drainTimeout = drainTimeout;
  }

  /**
   * @param drainTimeout how long running jobs may take to finish when the process is told to end;
   *     what still runs then is handed back
   * @throws StartException when a folder or the hardware cannot be used
   */
  public static RemoteRole open(
      WorkerSettings worker, RemoteSettings settings, Duration drainTimeout) {
    try {
      return new RemoteRole(Workshop.open(worker), settings, drainTimeout);
    } catch (IOException e) {
      throw new StartException("the worker cannot start: " + e.getMessage());
    }
  }

  /**
   * Runs until the process is told to end.
   *
   * @param telemetry where the worker's readings are joined
   */
  public int serve(Exposition telemetry) {
    telemetry.group().join(workshop.readings(new MachineVitals(), System::nanoTime));
    // shorter than a server keeps a silent connection, so that no request meets its end
    System.setProperty("jdk.httpclient.keepalive.timeout", "20");
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), ClusterSettings.SYSTEM, config());
    start(system);
    Ending.install(system, Leaving.within(drainTimeout).plus(Leaving.MARGIN));
    System.out.println("ffrtmp worker is starting: asks " + settings.master() + " for jobs");
    system.getWhenTerminated().toCompletableFuture().join();
    return 0;
  }

  private Config config() {
    return ConfigFactory.parseMap(
            Map.of(
                "akka.actor.provider",
                "local",
                "akka.coordinated-shutdown.phases.before-service-unbind.timeout",
                Leaving.within(drainTimeout)))
        .withFallback(Configuration.load());
  }

  private void start(ActorSystem<?> system) {
    RemoteMaster master = new RemoteMaster(settings, System::nanoTime, system);
    ActorRef<WorkerActor.Message> worker =
        system.systemActorOf(
            workshop.worker(master.jobs(), master.fates()), "worker", Props.empty());
    AskPattern.<WorkerActor.Message, ActorRef<WorkerCommand>>ask(
            worker, WorkerActor.Introduce::new, Leaving.MARGIN, system.scheduler())
        .thenAccept(commands -> hold(system, master, worker, commands));
  }

  private void hold(
      ActorSystem<?> system,
      RemoteMaster master,
      ActorRef<WorkerActor.Message> worker,
      ActorRef<WorkerCommand> commands) {
    ActorRef<RemoteLease.Command> lease =
        system.systemActorOf(
            master.lease(
                workshop.facts(),
                worker,
                commands,
                new MachineVitals(),
                workshop.meters()::heartbeat,
                () -> UUID.randomUUID().toString(),
                new Random()::nextDouble),
            "lease",
            Props.empty());
    new Leaving<>(worker, drainTimeout, lease, new RemoteLease.Close(), RemoteLease.Leave::new)
        .install(system);
  }
}
