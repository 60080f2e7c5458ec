package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.wiring.Node;
import ffrtmp.ops.telemetry.Telemetry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything in one process. */
@Command(
    name = "up",
    description = "Starts API, scheduler and a worker in one process.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
public final class UpCommand implements Callable<Integer> {
  @Mixin ServerFlags server = new ServerFlags();
  @Mixin TlsFlags tls = new TlsFlags();
  @Mixin CertificateFlags certificates = new CertificateFlags();
  @Mixin StoreFlags store = new StoreFlags();
  @Mixin MediaFlags media = new MediaFlags();
  @Mixin WorkerFlags worker = new WorkerFlags();
  @Mixin ClusterFlags cluster = new ClusterFlags();
  @Mixin StreamFlags streams = new StreamFlags();
  @Mixin KeepFlags keep = new KeepFlags();
  @Mixin RateFlags rate = new RateFlags();
  @Mixin MetricsFlags metrics = new MetricsFlags();
  @Mixin LogFlags log = new LogFlags(Logging.Level.INFO);

  @Override
  public Integer call() throws Exception {
    log.apply();
    server.check();
    TlsPlan plan = TlsPlan.ofServer(tls, certificates, cluster, store.location(), server.host);
    Flags flags = new Flags(server, plan, store, media, worker, cluster, streams, keep, rate);
    var control = flags.controlSettingsWithWorker();
    try (Telemetry telemetry = metrics.open(MetricsFlags.SERVER_PORT)) {
      return Node.start(
              flags.clusterSettings(2551), control, flags.openWorker(), telemetry.exposition())
          .serve();
    }
  }
}
