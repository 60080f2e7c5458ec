package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.node.worker.media.Manifests;
import ffrtmp.node.worker.media.MediaRoots;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What every attempt with ffmpeg shares.
 *
 * @param encoders those that really encoded frames on this machine
 * @param vmaf whether this ffmpeg can measure VMAF
 * @param nanoTime a monotonic clock, nanoseconds
 */
public record FfmpegTools(
    Path ffmpeg,
    Set<String> encoders,
    boolean vmaf,
    MediaRoots roots,
    Manifests manifests,
    WorkerSettings settings,
    LongSupplier nanoTime) {
  public FfmpegTools {
    encoders = Set.copyOf(encoders);
  }
}
