package ffrtmp.node.command;

import ffrtmp.node.wiring.ClusterSettings;
import ffrtmp.node.wiring.ControlSettings;
import ffrtmp.node.wiring.StartException;
import ffrtmp.node.wiring.WorkerRole;
import ffrtmp.node.worker.Ffmpeg;
import ffrtmp.node.worker.WorkerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns flags into the settings of the roles, refusing what cannot be meant. */
record Flags(
    ServerFlags server,
    StoreFlags store,
    MediaFlags media,
    WorkerFlags worker,
    ClusterFlags cluster) {
  private static final Path DEFAULT_MEDIA_ROOT = Path.of("data/media");

  ClusterSettings clusterSettings(int defaultPort) {
    try {
      return ClusterSettings.of(
          cluster.seeds, cluster.host, cluster.port == null ? defaultPort : cluster.port);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  ControlSettings controlSettings() {
    server.check();
    return new ControlSettings(
        server.host,
        server.port,
        server.insecure,
        server.apiKey == null ? "" : server.apiKey,
        store.location(),
        server.maxRetries,
        server.unplaceable == ServerFlags.Unplaceable.FAIL,
        media.roots.stream().map(root -> root.toAbsolutePath().normalize()).toList(),
        List.copyOf(media.urlSchemes),
        media.noop);
  }

  /** Blocks while ffmpeg is fetched and the machine is looked at. */
  WorkerRole openWorker() {
    return WorkerRole.open(workerSettings(), Duration.ofSeconds(worker.drainTimeoutSeconds()));
  }

  WorkerSettings workerSettings() {
    worker.check();
    List<Path> roots = roots();
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
        WorkerSettings.DEFAULT_STALL,
        WorkerSettings.DEFAULT_STOP_GRACE,
        WorkerSettings.DEFAULT_PROGRESS_EVERY);
  }

  private List<Path> roots() {
    List<Path> given = media.roots.isEmpty() ? List.of(DEFAULT_MEDIA_ROOT) : media.roots;
    return given.stream().map(root -> root.toAbsolutePath().normalize()).toList();
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
