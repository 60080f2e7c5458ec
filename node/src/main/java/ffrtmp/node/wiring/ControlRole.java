package ffrtmp.node.wiring;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.BindRule;
import ffrtmp.http.HttpServer;
import ffrtmp.http.HttpSettings;
import ffrtmp.http.Ports;
import ffrtmp.node.Configuration;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.node.lease.LeaseSettings;
import ffrtmp.node.proxy.HandOuts;
import ffrtmp.node.proxy.HttpNodeActor;
import ffrtmp.node.proxy.HttpNodeSettings;
import ffrtmp.node.scheduler.SchedulerActor;
import ffrtmp.node.scheduler.SchedulerCommand;
import ffrtmp.node.scheduler.SchedulerSettings;
import ffrtmp.persistence.job.JobEntity;
import ffrtmp.persistence.job.JobSettings;
import ffrtmp.persistence.journal.Sequencer;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.log.LogSourceEntity;
import ffrtmp.persistence.node.NodeEntity;
import ffrtmp.persistence.read.Projection;
import ffrtmp.persistence.read.ReadSettings;
import ffrtmp.persistence.read.ReadTables;
import ffrtmp.persistence.read.RecentStates;
import ffrtmp.persistence.read.Replay;
import ffrtmp.protocol.job.JobId;
import ffrtmp.streams.service.ServiceTable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What a control node runs: the entities, the singletons, a lease keeper, and the API. The store is
 * opened first, since its address completes the actor system's configuration, and closed last.
 */
final class ControlRole {
  private static final Duration GRANT_PATIENCE = Duration.ofSeconds(3);
  private static final Duration UNBIND_PATIENCE = Duration.ofSeconds(2);

  private final ControlSettings settings;
  private final Store store;
  private final ServiceTable services;
  private final Clock clock = Clock.systemUTC();

  private ControlRole(ControlSettings settings, ServiceTable services, Store store) {
    this.settings = settings;
    this.services = services;
    this.store = store;
  }

  /**
   * @throws StartException when the address may not be served, or the store cannot be opened
   */
  static ControlRole open(ControlSettings settings) {
    BindRule.objection(http(settings.http().withFallback(Configuration.load())))
        .ifPresent(
            objection -> {
              throw new StartException(objection);
            });
    ServiceTable services = LogRole.services(Configuration.load());
    return new ControlRole(settings, services, Database.open(settings.store()));
  }

  /** When nothing was started. */
  void close() {
    store.close();
  }

  /** What the settings say in the configuration's words. */
  Config config() {
    String unplaceable = settings.failUnplaceable() ? "fail" : "wait";
    return ConfigFactory.parseMap(Map.of("ffrtmp.scheduler.unplaceable", unplaceable))
        .withFallback(settings.http())
        .withFallback(store.config());
  }

  /** Starts everything but the API. */
  Hosted host(ActorContext<?> root) {
    ActorSystem<?> system = root.getSystem();
    FreezeGuard.start(system);
    StoreWatch.start(system, store);
    Config config = system.settings().config();
    ReadSettings read = ReadSettings.from(config.getConfig("ffrtmp.read"));
    RecentStates states = RecentStates.create(read);
    ReadTables tables = ReadTables.create(store.dataSource(), states, read);
    Replay replay = Replay.create(system, store.dataSource(), read);
    LogRole logs = LogRole.open(system, settings.streams(), services, store, clock);
    closeAtTheEnd(system, tables, replay, logs);

    Shards shards = Shards.of(system);
    ActorRef<SchedulerCommand> scheduler = scheduler(system, shards, tables);
    ActorRef<Projection.Command> projection =
        Singletons.once(
            system,
            Projection.create(store.dataSource(), states, read, clock),
            "projection",
            Projection.props());
    host(
        system,
        shards,
        scheduler,
        () -> projection.tell(new Projection.Wake()),
        proxies(root, shards, tables, scheduler),
        logs.host(store));
    ShardedWorkers workers = new ShardedWorkers(shards, config);
    return new Hosted(shards, tables, replay, logs, scheduler, keeper(root, scheduler), workers);
  }

  private ActorRef<SchedulerCommand> scheduler(
      ActorSystem<?> system, Shards shards, ReadTables tables) {
    SchedulerActor.Ports ports =
        new SchedulerActor.Ports(
            new TableFeed(tables),
            shards::tell,
            shards::tell,
            () -> Membership.controlNodes(system),
            clock);
    SchedulerSettings scheduling = SchedulerSettings.from(system.settings().config());
    return Singletons.once(system, SchedulerActor.create(ports, scheduling), "scheduler");
  }

  private static HttpNodeActor.Ports proxies(
      ActorContext<?> root,
      Shards shards,
      ReadTables tables,
      ActorRef<SchedulerCommand> scheduler) {
    ActorSystem<?> system = root.getSystem();
    return new HttpNodeActor.Ports(
        shards::ask,
        shards::askNode,
        tables::jobsOn,
        scheduler,
        LeaseKeepers.follow(root),
        () -> Membership.controlNodes(system),
        () -> UUID.randomUUID().toString(),
        System::nanoTime,
        new HandOuts(),
        HttpNodeSettings.from(system.settings().config()));
  }

  private void host(
      ActorSystem<?> system,
      Shards shards,
      ActorRef<SchedulerCommand> scheduler,
      Runnable journalWritten,
      HttpNodeActor.Ports proxies,
      LogSourceEntity.Ports logs) {
    SingletonHints hints = new SingletonHints(scheduler);
    ActorRef<Sequencer.Command> sequencer =
        Singletons.once(system, Sequencer.create(), "sequencer");
    shards.host(
        new JobEntity.Ports(
            shards::tell,
            Sequencer.asking(sequencer, system.scheduler(), GRANT_PATIENCE),
            hints,
            clock,
            JobSettings.from(system.settings().config().getConfig("ffrtmp.job")),
            journalWritten),
        new NodeEntity.Ports(hints, clock, journalWritten),
        proxies,
        logs);
  }

  private static ActorRef<LeaseKeeper.Command> keeper(
      ActorContext<?> root, ActorRef<SchedulerCommand> scheduler) {
    ActorSystem<?> system = root.getSystem();
    return root.spawn(
        LeaseKeeper.create(
            Cluster.get(system).selfMember().address().toString(),
            report -> scheduler.tell(new SchedulerCommand.Leases(report)),
            LeaseSettings.from(system.settings().config()),
            System::nanoTime),
        "lease-keeper");
  }

  /** Serves the API; {@code api} completes with its address, or with what was in the way. */
  void serve(ActorSystem<?> system, Hosted hosted, CompletableFuture<URI> api) {
    HttpSettings http = http(system.settings().config());
    HttpServer.start(system, http, ports(system, hosted))
        .whenComplete(
            (binding, failure) -> {
              if (failure != null) {
                api.completeExceptionally(failure);
                return;
              }
              binding.addToCoordinatedShutdown(UNBIND_PATIENCE, system);
              String scheme = http.tls() == null ? "http://" : "https://";
              api.complete(URI.create(scheme + host() + ":" + binding.localAddress().getPort()));
            });
  }

  private String host() {
    return settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
  }

  private Ports ports(ActorSystem<?> system, Hosted hosted) {
    Shards shards = hosted.shards();
    ReadTables tables = hosted.tables();
    return new Ports(
        new ShardedJobs(
            system,
            shards,
            tables,
            hosted.replay(),
            new LiveJob(shards, hosted.replay()::views),
            new ChangeFeed(system, tables),
            new WorkerLogs(shards),
            hosted.workers()),
        new ShardedNodes(system, shards, tables, hosted.keeper(), clock),
        hosted.workers(),
        hosted.replay(),
        new SingletonExplain(system, hosted.scheduler()),
        new StoreHealth(tables),
        hosted.logs().sessions(shards),
        hosted.logs().start(shards),
        hosted.logs().network(),
        clock,
        () -> new JobId(UUID.randomUUID()));
  }

  private static HttpSettings http(Config config) {
    return HttpSettings.from(config.getConfig("ffrtmp.http"));
  }

  /** The last thing but the system itself: whatever stops before may still write. */
  private void closeAtTheEnd(
      ActorSystem<?> system, ReadTables tables, Replay replay, LogRole logs) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close-read-tables",
            () -> {
              tables.close();
              replay.close();
              logs.close();
              return CompletableFuture.completedStage(Done.getInstance());
            });
    system.getWhenTerminated().thenRun(store::close);
  }

  /** What serving needs of what is hosted. */
  record Hosted(
      Shards shards,
      ReadTables tables,
      Replay replay,
      LogRole logs,
      ActorRef<SchedulerCommand> scheduler,
      ActorRef<LeaseKeeper.Command> keeper,
      ShardedWorkers workers) {}
}
