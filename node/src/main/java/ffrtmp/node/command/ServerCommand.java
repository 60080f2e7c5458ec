package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.wiring.Node;
import ffrtmp.ops.telemetry.Telemetry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The control role alone. */
@Command(
    name = "server",
    aliases = "master",
    description = "Starts API, entities and scheduler, without a worker.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
public final class ServerCommand implements Callable<Integer> {
  @Mixin ServerFlags server = new ServerFlags();
  @Mixin TlsFlags tls = new TlsFlags();
  @Mixin CertificateFlags certificates = new CertificateFlags();
  @Mixin StoreFlags store = new StoreFlags();
  @Mixin MediaFlags media = new MediaFlags();
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
    Flags flags =
        new Flags(server, plan, store, media, new WorkerFlags(), cluster, streams, keep, rate);
    var control = flags.controlSettings();
    try (Telemetry telemetry = metrics.open(MetricsFlags.SERVER_PORT)) {
      return Node.start(flags.clusterSettings(2551), control, null, telemetry.exposition()).serve();
    }
  }
}
