package ffrtmp.node.command;

import ffrtmp.node.Configuration;
import ffrtmp.node.wiring.ClusterSettings;
import ffrtmp.node.wiring.ControlSettings;
import ffrtmp.node.wiring.StartException;
import ffrtmp.node.wiring.WorkerRole;
import ffrtmp.node.worker.Ffmpeg;
import ffrtmp.node.worker.WorkerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns flags into the settings of the roles, refusing what cannot be meant. */
record Flags(
    ServerFlags server,
    TlsPlan tls,
    StoreFlags store,
    MediaFlags media,
    WorkerFlags worker,
    ClusterFlags cluster,
    StreamFlags streams,
    KeepFlags keep,
    RateFlags rate) {
  ClusterSettings clusterSettings(int defaultPort) {
    try {
      return ClusterSettings.of(
              cluster.seeds, cluster.host, cluster.port == null ? defaultPort : cluster.port)
          .withTls(tls.cluster());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** For a server that has no worker: it knows the roots only where they were given. */
  ControlSettings controlSettings() {
    return controlSettings(media.roots);
  }

  /** For a server with a worker of its own, whose roots it knows. */
  ControlSettings controlSettingsWithWorker() {
    return controlSettings(media.rootsOfWorker());
  }

  private ControlSettings controlSettings(List<Path> known) {
    server.check();
    return new ControlSettings(
        server.host,
        server.port,
        server.insecure,
        tls.api(),
        server.apiKey == null ? "" : server.apiKey,
        server.apiKeysFile == null ? "" : server.apiKeysFile.toAbsolutePath().toString(),
        store.location(),
        server.maxRetries,
        server.unplaceable == ServerFlags.Unplaceable.FAIL,
        known.stream().map(root -> root.toAbsolutePath().normalize()).toList(),
        List.copyOf(media.urlSchemes),
        media.noop,
        streams.settings(),
        keep.settings(),
        rate.settings());
  }

  /** Blocks while ffmpeg is fetched and the machine is looked at. */
  WorkerRole openWorker() {
    Duration drainTimeout = Duration.ofSeconds(worker.drainTimeoutSeconds());
    return WorkerRole.open(workerSettings(), drainTimeout);
  }

  WorkerSettings workerSettings() {
    worker.check();
    List<Path> roots = media.rootsOfWorker();
    for (Path root : roots) make("--media-root", root);
    make("--work-dir", worker.workDir);
    Path gstLaunch = Ffmpeg.gstLaunch().orElse(null);
    Path ffmpeg = ffmpeg(gstLaunch != null || media.noop);
    return new WorkerSettings(
        worker.name == null ? hostName() : worker.name,
        hostName(),
        worker.slots == null ? Runtime.getRuntime().availableProcessors() : worker.slots,
        roots,
        worker.workDir.toAbsolutePath(),
        ffmpeg,
        gstLaunch,
        worker.vmafModel,
        Set.copyOf(media.urlSchemes),
        worker.labels,
        media.noop,
        Configuration.load().getDuration("ffrtmp.worker.stall"),
        WorkerSettings.DEFAULT_STOP_GRACE,
        WorkerSettings.DEFAULT_PROGRESS_EVERY);
  }

  private static void make(String flag, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new StartException(flag + ": " + folder + " is a file and no folder");
    } catch (IOException e) {
      throw new StartException(flag + ": the folder cannot be made: " + e.getMessage());
    }
  }

  /** A worker that has another engine can do without, unless one was named. */
  private @Nullable Path ffmpeg(boolean otherEngine) {
    try {
      return Ffmpeg.locate(worker.ffmpeg).path();
    } catch (Ffmpeg.NotFound e) {
      if (!otherEngine || worker.ffmpeg != null) throw StartException.because(e);
      System.err.println("This worker has no engine ffmpeg: " + e.getMessage());
      return null;
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
