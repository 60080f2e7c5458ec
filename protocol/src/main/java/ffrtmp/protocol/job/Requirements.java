package ffrtmp.protocol.job;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node must have, and have free, for a job to run there. The edge fills in what follows from
 * the parameters, so that the scheduler needs to know nothing of codecs.
 *
 * @param cpuMillis thousandths of a CPU thread, 0 or more
 * @param ramBytes bytes of memory, 0 or more
 * @param gpuCount whole GPUs, 0 or more
 * @param gpuType a GPU model that the node's must contain, ignoring case; absent: any
 * @param capabilities engines ({@code ffmpeg}), codecs ({@code hevc}) and encoders ({@code
 *     h264_nvenc}) that the node must have declared
 * @param labels labels that the node must carry with these very values
 */
public record Requirements(
    int cpuMillis,
    long ramBytes,
    int gpuCount,
    @Nullable String gpuType,
    Set<String> capabilities,
    Map<String, String> labels) {
  /** What a job without requirements takes: one CPU thread and 256 MiB. */
  public static final Requirements DEFAULT =
      new Requirements(1000, 256L << 20, 0, null, Set.of(), Map.of());

  public Requirements {
    capabilities = Set.copyOf(capabilities);
    labels = Map.copyOf(labels);
  }
}
