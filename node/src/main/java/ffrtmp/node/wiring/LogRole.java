package ffrtmp.node.wiring;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import ffrtmp.ops.telemetry.Exposition;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.log.LogLag;
import ffrtmp.persistence.log.LogProjection;
import ffrtmp.persistence.log.LogSettings;
import ffrtmp.persistence.log.LogSourceEntity;
import ffrtmp.persistence.log.LogTables;
import ffrtmp.persistence.log.NetworkTables;
import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.streams.LogReaders;
import ffrtmp.streams.StreamsSettings;
import ffrtmp.streams.network.NetworkSampler;
import ffrtmp.streams.network.NetworkSettings;
import ffrtmp.streams.service.ServiceTable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a control node does with cache logs and the network: every one can host the sources' actors
 * and answer what is known; the one that was given sources reads them.
 */
final class LogRole {
  private final ActorSystem<?> system;
  private final StreamSettings settings;
  private final ServiceTable services;
  private final LogSettings stored;
  private final LogTables tables;
  private final LogLag lag;
  private final NetworkTables network;
  private final Clock clock;

  private LogRole(
      ActorSystem<?> system,
      StreamSettings settings,
      ServiceTable services,
      LogSettings stored,
      Store store,
      Clock clock) {
    this.system = system;
    this.settings = settings;
    this.services = services;
    this.stored = stored;
    this.tables = LogTables.create(store, stored);
    this.lag = LogLag.create(store, stored, System::nanoTime);
    this.network = NetworkTables.create(store, stored);
    this.clock = clock;
  }

  /**
   * The table of services, with the user's own rows.
   *
   * @throws StartException when the user's file is missing or wrong
   */
  static ServiceTable services(Config config) {
    String own = config.getString("ffrtmp.streams.services");
    try {
      return ServiceTable.load(own.isEmpty() ? Optional.empty() : Optional.of(Path.of(own)));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new StartException("ffrtmp.streams.services: " + e.getMessage());
    }
  }

  /** Opens the tables; {@link #close} closes them. */
  static LogRole open(
      ActorSystem<?> system,
      StreamSettings settings,
      ServiceTable services,
      Store store,
      Clock clock) {
    LogSettings stored = LogSettings.from(system.settings().config().getConfig("ffrtmp.log"));
    return new LogRole(system, settings, services, stored, store, clock);
  }

  /** Starts the projection of the log tables, and gives what the sources' actors need. */
  LogSourceEntity.Ports host(Store store) {
    ActorRef<LogProjection.Command> projection =
        Singletons.once(
            system,
            LogProjection.create(store, stored, clock),
            "log-projection",
            LogProjection.props());
    return new LogSourceEntity.Ports(
        clock,
        System::nanoTime,
        stored.ownerPatience(),
        () -> projection.tell(new LogProjection.Wake()));
  }

  /** Begins to read and to measure; it ends before the actors do. */
  NetworkMeter start(Shards shards, Exposition.Group metrics) {
    LogReaders readers =
        LogReaders.start(
            system,
            StreamsSettings.from(system.settings().config()),
            settings.sources(),
            services,
            Cluster.get(system).selfMember().address().hostPort(),
            new ShardedLogs(shards, tables, lag),
            clock);
    metrics.join(readers.readings());
    atTheEnd("release-log-sources", readers::stop);
    if (settings.networkInterface().equals("none")) return Optional::empty;
    NetworkSampler sampler =
        NetworkSampler.start(
            system,
            NetworkSettings.of(settings.networkInterface(), settings.sampleInterval()),
            host(),
            network,
            clock);
    atTheEnd("stop-network-sampler", sampler::stop);
    return sampler;
  }

  private void atTheEnd(String name, Supplier<CompletionStage<Done>> task) {
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), name, task);
  }

  Sessions sessions(Shards shards) {
    return new ShardedSessions(shards, tables, new DownloadFeed(system, tables));
  }

  NetworkHistory network() {
    return network;
  }

  void close() {
    tables.close();
    lag.close();
    network.close();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
