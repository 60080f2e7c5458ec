package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.attempt.Shared;
import java.nio.file.Path;
import java.util.Set;

/**
 * What every attempt with ffmpeg shares.
 *
 * @param encoders those that really encoded frames on this machine
 * @param vmaf whether this ffmpeg can measure VMAF
 */
public record FfmpegTools(Path ffmpeg, Set<String> encoders, boolean vmaf, Shared shared) {
  public FfmpegTools {
    encoders = Set.copyOf(encoders);
  }
}
