package ffrtmp.node.command;

import com.sun.management.UnixOperatingSystemMXBean;
import ffrtmp.http.BindRule;
import ffrtmp.http.tls.TlsFiles;
import ffrtmp.node.doctor.AuthoritiesCheck;
import ffrtmp.node.doctor.CertificateCheck;
import ffrtmp.node.doctor.Check;
import ffrtmp.node.doctor.ClockCheck;
import ffrtmp.node.doctor.FfmpegCheck;
import ffrtmp.node.doctor.FileLimitCheck;
import ffrtmp.node.doctor.FlagsCheck;
import ffrtmp.node.doctor.FolderCheck;
import ffrtmp.node.doctor.Greetings;
import ffrtmp.node.doctor.GstreamerCheck;
import ffrtmp.node.doctor.H2Check;
import ffrtmp.node.doctor.JavaCheck;
import ffrtmp.node.doctor.KeysFileCheck;
import ffrtmp.node.doctor.MasterCheck;
import ffrtmp.node.doctor.MemoryCheck;
import ffrtmp.node.doctor.PortCheck;
import ffrtmp.node.doctor.PortCheck.Greeting;
import ffrtmp.node.doctor.PostgresqlCheck;
import ffrtmp.node.doctor.SeedCheck;
import ffrtmp.node.wiring.OwnCertificate;
import ffrtmp.node.wiring.StoreLocation;
import ffrtmp.node.worker.Ffmpeg;
import ffrtmp.node.worker.hardware.Machine;
import ffrtmp.node.worker.remote.RemoteSettings;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What there is to look at, by what the flags ask for. */
final class DoctorPlan {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");
  private static final int CLUSTER_PORT = 2551;

  private final DoctorFlags flags;
  private final DoctorFlags.Role role;
  private final Clock clock;
  private final List<Check> checks = new ArrayList<>();

  DoctorPlan(DoctorFlags flags, DoctorFlags.Role role, Clock clock) {
    this.flags = flags;
    this.role = role;
    this.clock = clock;
  }

  /** In the order in which they are told. */
  List<Check> checks() {
    machine();
    ports();
    if (role.serves()) store();
    if (role.works()) worker();
    certificates();
    if (role.serves() && flags.server.apiKeysFile != null) {
      checks.add(new KeysFileCheck(flags.server.apiKeysFile, clock));
    }
    others();
    return List.copyOf(checks);
  }

  private void machine() {
    checks.add(new FlagsCheck(() -> flags.objection(role)));
    checks.add(
        new JavaCheck(
            Runtime.version().feature(),
            System.getProperty("java.vm.name") + " " + Runtime.version()));
    checks.add(new MemoryCheck(Machine.ramBytes(), Machine.cpuThreads()));
    checks.add(new FileLimitCheck(mostOpenFiles()));
    checks.add(new ClockCheck(clock, System::nanoTime, ClockCheck::asSystemdSays));
  }

  private static long mostOpenFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : -1;
  }

  private void ports() {
    if (role.serves()) {
      checks.add(
          new PortCheck("api", "--port", flags.server.host, flags.server.port, Greetings::api));
    }
    if (flags.metrics.enabled) {
      int usual = role.serves() ? MetricsFlags.SERVER_PORT : MetricsFlags.WORKER_PORT;
      int port = flags.metrics.port == null ? usual : flags.metrics.port;
      checks.add(
          new PortCheck("metrics", "--metrics-port", flags.metrics.host, port, Greetings::metrics));
    }
    if (role.serves() || !flags.cluster.seeds.isEmpty()) {
      int usual = role.serves() ? CLUSTER_PORT : 0;
      int port = flags.cluster.port == null ? usual : flags.cluster.port;
      String host = flags.cluster.host == null ? "127.0.0.1" : flags.cluster.host;
      checks.add(new PortCheck("cluster", "--cluster-port", host, port, Greeting.NONE));
    }
  }

  private void store() {
    location()
        .ifPresent(
            store -> {
              if (StoreLocation.isUrl(store)) {
                checks.add(PostgresqlCheck.of(store, clock));
                return;
              }
              Path file = StoreLocation.file(store);
              checks.add(new H2Check(file));
              Path folder = file.getParent();
              if (folder != null) checks.add(new FolderCheck("store folder", "--db", folder));
            });
  }

  /** Empty where the flags contradict each other, which is told by them. */
  private Optional<String> location() {
    try {
      return Optional.of(flags.store.location());
    } catch (UsageException told) {
      return Optional.empty();
    }
  }

  private void worker() {
    checks.add(new FolderCheck("work folder", "--work-dir", flags.worker.workDir));
    for (Path root : flags.media.rootsOfWorker()) {
      checks.add(new FolderCheck("media root", "--media-root", root));
    }
    Optional<Path> gstreamer = Ffmpeg.gstLaunch();
    boolean canDoWithout = gstreamer.isPresent() || flags.media.noop;
    checks.add(new FfmpegCheck(flags.worker.ffmpeg, canDoWithout, FfmpegCheck.Devices::look));
    checks.add(new GstreamerCheck(gstreamer));
  }

  private void certificates() {
    CertificateFlags given = flags.certificates;
    if (given.certificate != null && given.key != null && !flags.tls.generate) {
      TlsFiles files = new TlsFiles(given.certificate, given.key, null);
      checks.add(new CertificateCheck(files, role.serves() ? hosts() : Set.of(), clock));
    } else if (role.serves() && (flags.tls.on() || flags.cluster.tls)) {
      ownCertificate();
    }
    if (given.authorities != null) checks.add(new AuthoritiesCheck(given.authorities, clock));
  }

  /** The one that the server makes is only there from its first start on. */
  private void ownCertificate() {
    TlsFiles files =
        flags.certificates.certificate != null && flags.certificates.key != null
            ? new TlsFiles(flags.certificates.certificate, flags.certificates.key, null)
            : OwnCertificate.beside(location().orElse("data/ffrtmp"));
    if (Files.exists(files.certificate())) {
      checks.add(new CertificateCheck(files, Set.of(), clock));
    }
  }

  /** By what clients call this server, as far as the flags tell. */
  private Set<String> hosts() {
    Set<String> hosts = new TreeSet<>(flags.tls.hosts);
    hosts.addAll(flags.tls.addresses);
    String host = flags.server.host;
    if (EVERYWHERE.contains(host)) machineName().ifPresent(hosts::add);
    else if (!BindRule.isLoopback(host)) hosts.add(host.replaceAll("[\\[\\]]", ""));
    return hosts;
  }

  private static Optional<String> machineName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException nameless) {
      return Optional.empty();
    }
  }

  private void others() {
    for (String seed : flags.cluster.seeds) checks.add(new SeedCheck(seed));
    if (role != DoctorFlags.Role.WORKER || !flags.remote.given()) return;
    try {
      RemoteSettings remote = flags.remote.settings(flags.certificates, flags.server.apiKey);
      checks.add(new MasterCheck(remote.master(), remote.apiKey(), remote.tls(), clock));
    } catch (UsageException e) {
      checks.add(new FlagsCheck(() -> Optional.of(String.valueOf(e.getMessage()))));
    }
  }
}
