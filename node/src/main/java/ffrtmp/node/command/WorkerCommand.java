package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.wiring.WorkerLife;
import ffrtmp.ops.telemetry.Telemetry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The worker role alone. */
@Command(
    name = "worker",
    aliases = "agent",
    description = "Joins a cluster by --seed and runs its jobs.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
public final class WorkerCommand implements Callable<Integer> {
  @Mixin MediaFlags media = new MediaFlags();
  @Mixin WorkerFlags worker = new WorkerFlags();
  @Mixin CertificateFlags certificates = new CertificateFlags();
  @Mixin ClusterFlags cluster = new ClusterFlags();
  @Mixin MetricsFlags metrics = new MetricsFlags();
  @Mixin LogFlags log = new LogFlags(Logging.Level.INFO);

  @Override
  public Integer call() throws Exception {
    log.apply();
    if (cluster.seeds.isEmpty())
      throw new UsageException("a worker needs --seed HOST:PORT of a server to join");
    Flags flags =
        new Flags(
            new ServerFlags(),
            TlsPlan.ofWorker(certificates, cluster),
            new StoreFlags(),
            media,
            worker,
            cluster,
            new StreamFlags(),
            new RateFlags());
    var place = flags.clusterSettings(0);
    try (Telemetry telemetry = metrics.open(MetricsFlags.WORKER_PORT)) {
      return new WorkerLife(place, flags.openWorker(), telemetry.exposition()).serve();
    }
  }
}
