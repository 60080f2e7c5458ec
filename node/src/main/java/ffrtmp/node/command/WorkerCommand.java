package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.wiring.RemoteRole;
import ffrtmp.node.wiring.WorkerLife;
import ffrtmp.node.worker.remote.RemoteSettings;
import ffrtmp.ops.telemetry.Exposition;
import ffrtmp.ops.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The worker role alone. */
@Command(
    name = "worker",
    aliases = "agent",
    description = "Runs the jobs of a cluster that it joins by --seed, or of a --master over HTTP.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
public final class WorkerCommand implements Callable<Integer> {
  @Mixin MediaFlags media = new MediaFlags();
  @Mixin WorkerFlags worker = new WorkerFlags();
  @Mixin RemoteFlags remote = new RemoteFlags();
  @Mixin KeyFlag key = new KeyFlag();
  @Mixin CertificateFlags certificates = new CertificateFlags();
  @Mixin ClusterFlags cluster = new ClusterFlags();
  @Mixin MetricsFlags metrics = new MetricsFlags();
  @Mixin ReplacedFlags replaced = new ReplacedFlags();
  @Mixin LogFlags log = new LogFlags(Logging.Level.INFO);

  @Override
  public Integer call() throws Exception {
    log.apply();
    replaced.sayWhatIsNotNeeded(System.err);
    if (cluster.seeds.isEmpty() != remote.given()) {
      throw new UsageException(
          "a worker needs either --seed HOST:PORT of a server to join, or --master URL of one to ask");
    }
    Flags flags =
        new Flags(
            new ServerFlags(),
            TlsPlan.ofWorker(certificates, cluster),
            new StoreFlags(),
            media,
            worker,
            cluster,
            new StreamFlags(),
            new KeepFlags(),
            new RateFlags());
    try (Telemetry telemetry = metrics.open(MetricsFlags.WORKER_PORT)) {
      return remote.given()
          ? askMaster(flags, telemetry.exposition())
          : new WorkerLife(flags.clusterSettings(0), flags.openWorker(), telemetry.exposition())
              .serve();
    }
  }

  private int askMaster(Flags flags, Exposition exposition) {
    RemoteSettings settings = remote.settings(certificates, key.apiKey);
    Duration drainTimeout = Duration.ofSeconds(worker.drainTimeoutSeconds());
    return RemoteRole.open(flags.workerSettings(), settings, drainTimeout).serve(exposition);
  }
}
