package ffrtmp.node.command;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Every flag of {@code server}, {@code up} and {@code worker}, so that theirs can be examined. */
final class DoctorFlags {
  /** What is about to be started. */
  enum Role {
    SERVER,
    UP,
    WORKER;

    boolean serves() {
      return this != WORKER;
    }

    boolean works() {
      return this != SERVER;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin ServerFlags server = new ServerFlags();
  @Mixin TlsFlags tls = new TlsFlags();
  @Mixin CertificateFlags certificates = new CertificateFlags();
  @Mixin StoreFlags store = new StoreFlags();
  @Mixin MediaFlags media = new MediaFlags();
  @Mixin WorkerFlags worker = new WorkerFlags();
  @Mixin RemoteFlags remote = new RemoteFlags();
  @Mixin ClusterFlags cluster = new ClusterFlags();
  @Mixin StreamFlags streams = new StreamFlags();
  @Mixin RateFlags rate = new RateFlags();
  @Mixin MetricsFlags metrics = new MetricsFlags();
  @Mixin ReplacedFlags replaced = new ReplacedFlags();

  /** Why these flags would not be taken, by those who would read them; empty: they would. */
  Optional<String> objection(Role role) {
    try {
      if (role.serves()) checkServer();
      if (role.works()) checkWorker();
      if (role == Role.WORKER) checkWorkerAlone();
      return Optional.empty();
    } catch (UsageException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void checkServer() {
    server.check();
    tls.check(certificates, cluster.tls);
    String unused = store.location();
    streams.check();
    rate.settings();
  }

  private void checkWorker() {
    worker.check();
    long unused = worker.drainTimeoutSeconds();
  }

  private void checkWorkerAlone() {
    certificates.check();
    if (cluster.seeds.isEmpty() != remote.given()) {
      throw new UsageException("a worker needs either --seed HOST:PORT, or --master URL");
    }
  }
}
