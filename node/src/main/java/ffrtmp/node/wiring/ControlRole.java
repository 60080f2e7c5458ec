package ffrtmp.node.wiring;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.BindRule;
import ffrtmp.http.HttpServer;
import ffrtmp.http.HttpSettings;
import ffrtmp.http.Ports;
import ffrtmp.http.access.KeyRing;
import ffrtmp.http.access.KeysFileException;
import ffrtmp.node.Configuration;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.node.lease.LeaseSettings;
import ffrtmp.node.proxy.HandOuts;
import ffrtmp.node.proxy.HttpNodeActor;
import ffrtmp.node.proxy.HttpNodeSettings;
import ffrtmp.node.scheduler.SchedulerActor;
import ffrtmp.node.scheduler.SchedulerCommand;
import ffrtmp.node.scheduler.SchedulerMeters;
import ffrtmp.node.scheduler.SchedulerSettings;
import ffrtmp.ops.telemetry.Exposition;
import ffrtmp.persistence.audit.Keeping;
import ffrtmp.persistence.job.Intake;
import ffrtmp.persistence.job.JobEntity;
import ffrtmp.persistence.job.JobMeters;
import ffrtmp.persistence.job.JobSettings;
import ffrtmp.persistence.journal.FirstEvents;
import ffrtmp.persistence.journal.Sequencer;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.log.LogSourceEntity;
import ffrtmp.persistence.node.NodeEntity;
import ffrtmp.persistence.read.Projection;
import ffrtmp.persistence.read.ProjectionLag;
import ffrtmp.persistence.read.ReadSettings;
import ffrtmp.persistence.read.ReadTables;
import ffrtmp.persistence.read.RecentStates;
import ffrtmp.persistence.read.Replay;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.SchedulerHints;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.streams.service.ServiceTable;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a control node runs: the entities, the singletons, a lease keeper, and the API. The store is
 * opened first, since its address completes the actor system's configuration, and closed last.
 */
final class ControlRole {
  private static final String INTAKE = "ffrtmp.intake-dispatcher";
  private static final SecureRandom CHANCE = new SecureRandom();
  private static final Duration GRANT_PATIENCE = Duration.ofSeconds(3);
  private static final Duration UNBIND_PATIENCE = Duration.ofSeconds(2);

  private final ControlSettings settings;
  private final Store store;
  private final ServiceTable services;
  private final KeyRing keys;
  private final Exposition.Group metrics;
  private final Takeovers takeovers = new Takeovers();
  private final Clock clock;

  private ControlRole(
      ControlSettings settings,
      ServiceTable services,
      KeyRing keys,
      Store store,
      Exposition.Group metrics,
      Clock clock) {
    this.settings = settings;
    this.services = services;
    this.keys = keys;
    this.store = store;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @throws StartException when the address may not be served, the keys file is wrong, or the store
   *     cannot be opened
   */
  static ControlRole open(ControlSettings settings, Exposition.Group metrics) {
    Clock clock = Clock.systemUTC();
    HttpSettings http = http(settings.http().withFallback(Configuration.load()));
    BindRule.objection(http)
        .ifPresent(
            objection -> {
              throw new StartException(objection);
            });
    KeyRing keys = keys(http, clock);
    ServiceTable services = LogRole.services(Configuration.load());
    Store store = Database.open(settings.store());
    return new ControlRole(settings, services, keys, store, metrics, clock);
  }

  private static KeyRing keys(HttpSettings http, Clock clock) {
    try {
      return KeyRing.open(http.apiKey(), http.keysFile(), clock);
    } catch (KeysFileException e) {
      throw new StartException("--api-keys-file: " + e.getMessage());
    }
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

    ProjectionLag lag = new ProjectionLag(clock);
    JobMeters.open();
    metrics.join(lag);
    metrics.join(new StandingReadings(tables, clock));
    metrics.join(new ControlReadings(system));
    Shards shards = Shards.of(system);
    ActorRef<SchedulerCommand> scheduler = scheduler(system, shards, tables);
    ActorRef<Projection.Command> projection =
        Singletons.once(
            system,
            Projection.create(store.dataSource(), states, lag, read, clock),
            "projection",
            Projection.props());
    keep(system);
    HandOuts handOuts = new HandOuts();
    Runnable journalWritten = () -> projection.tell(new Projection.Wake());
    ActorRef<Sequencer.Command> sequencer =
        Singletons.once(system, Sequencer.create(), "sequencer");
    SingletonHints hints = new SingletonHints(scheduler);
    host(
        system,
        shards,
        hints,
        sequencer,
        journalWritten,
        proxies(root, shards, tables, scheduler, handOuts),
        logs.host(store));
    ShardedWorkers workers = new ShardedWorkers(shards, handOuts, config);
    metrics.join(workers);
    return new Hosted(
        shards,
        tables,
        replay,
        logs,
        scheduler,
        keeper(root, scheduler),
        intake(root, hints, sequencer, states, journalWritten),
        workers);
  }

  private void keep(ActorSystem<?> system) {
    Keeping.Terms terms = settings.keep().terms();
    Singletons.once(
        system, Keeping.create(store.dataSource(), terms, clock), "keeping", Keeping.props());
  }

  private ActorRef<SchedulerCommand> scheduler(
      ActorSystem<?> system, Shards shards, ReadTables tables) {
    SchedulerActor.Ports ports =
        new SchedulerActor.Ports(
            new TableFeed(tables),
            shards::tell,
            shards::tell,
            () -> Membership.controlNodes(system),
            keys::runningLimits,
            new SchedulerMeters(),
            clock);
    SchedulerSettings scheduling = SchedulerSettings.from(system.settings().config());
    return Singletons.once(
        system, takeovers.watched(SchedulerActor.create(ports, scheduling)), "scheduler");
  }

  private static HttpNodeActor.Ports proxies(
      ActorContext<?> root,
      Shards shards,
      ReadTables tables,
      ActorRef<SchedulerCommand> scheduler,
      HandOuts handOuts) {
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
        handOuts,
        HttpNodeSettings.from(system.settings().config()));
  }

  private void host(
      ActorSystem<?> system,
      Shards shards,
      SchedulerHints hints,
      ActorRef<Sequencer.Command> sequencer,
      Runnable journalWritten,
      HttpNodeActor.Ports proxies,
      LogSourceEntity.Ports logs) {
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

  private ActorRef<Intake.Command> intake(
      ActorContext<?> root,
      SchedulerHints hints,
      ActorRef<Sequencer.Command> sequencer,
      RecentStates states,
      Runnable journalWritten) {
    ActorSystem<?> system = root.getSystem();
    return root.spawn(
        Intake.create(
            new Intake.Ports(
                new FirstEvents(system, store.dataSource()),
                Sequencer.askingMany(sequencer, system.scheduler(), GRANT_PATIENCE),
                hints,
                system.dispatchers().lookup(DispatcherSelector.fromConfig(INTAKE)),
                clock,
                states::expect,
                journalWritten)),
        "intake");
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
    takeovers.up(Membership.controlNodes(system).size() <= 1);
    HttpServer server = HttpServer.create(system, http, ports(system, hosted));
    metrics.join(server.readings());
    metrics.join(keys.denials());
    server
        .start()
        .whenComplete(
            (binding, failure) -> {
              if (failure != null) {
                api.completeExceptionally(failure);
                return;
              }
              binding.addToCoordinatedShutdown(UNBIND_PATIENCE, system);
              atUnbinding(system, hosted.workers()::end);
              String scheme = http.tls() == null ? "http://" : "https://";
              api.complete(URI.create(scheme + host() + ":" + binding.localAddress().getPort()));
            });
  }

  /** While no connection is taken any more, and before those that are there are closed. */
  private static void atUnbinding(ActorSystem<?> system, Supplier<CompletionStage<Void>> task) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceUnbind(),
            "answer-open-polls",
            () -> task.get().thenApply(done -> Done.getInstance()));
  }

  private String host() {
    return settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
  }

  private Ports ports(ActorSystem<?> system, Hosted hosted) {
    Shards shards = hosted.shards();
    ReadTables tables = hosted.tables();
    Sessions sessions = hosted.logs().sessions(shards);
    NetworkMeter network = hosted.logs().start(shards, metrics);
    metrics.join(new TrafficReadings(sessions, network, clock));
    return new Ports(
        new ShardedJobs(
            system,
            shards,
            tables,
            hosted.replay(),
            new LiveJob(shards, hosted.replay()::views),
            new ChangeFeed(system, tables),
            new WorkerLogs(shards),
            hosted.workers(),
            () -> JobId.of(clock.instant(), CHANCE),
            hosted.intake()),
        new ShardedNodes(system, shards, tables, hosted.keeper(), clock),
        hosted.workers(),
        hosted.replay(),
        new SingletonExplain(system, hosted.scheduler()),
        new StoreHealth(tables),
        new ClusterMembers(system),
        sessions,
        network,
        hosted.logs().network(),
        keys,
        clock);
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
      ActorRef<Intake.Command> intake,
      ShardedWorkers workers) {}
}
