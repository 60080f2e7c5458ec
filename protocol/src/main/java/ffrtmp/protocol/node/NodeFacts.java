package ffrtmp.protocol.node;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node declares of itself at registration: found, not configured, where it can be found.
 *
 * @param address the host's name
 * @param type {@code server}, {@code desktop} or {@code laptop}
 * @param ramTotalBytes bytes of memory that jobs may reserve
 * @param gpuCapabilities encoders on the GPU that really encoded frames, {@code h264_nvenc}
 * @param capabilities everything a job may require by name: engines, codecs, encoders
 * @param maxConcurrentJobs slots; each job takes one
 */
public record NodeFacts(
    String name,
    String address,
    String type,
    int cpuThreads,
    @Nullable String cpuModel,
    long ramTotalBytes,
    int gpuCount,
    @Nullable String gpuType,
    List<String> gpuCapabilities,
    Set<String> capabilities,
    Map<String, String> labels,
    int maxConcurrentJobs,
    @Nullable String ffmpegVersion,
    Transport transport) {
  public NodeFacts {
    gpuCapabilities = List.copyOf(gpuCapabilities);
    capabilities = Set.copyOf(capabilities);
    labels = Map.copyOf(labels);
  }
}
