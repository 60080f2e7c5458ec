package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a job needs a node to be; the GPU type is in lower case, and a part of the model's name. */
record Constraints(Map<String, String> labels, Set<String> capabilities, @Nullable String gpuType) {

  static Constraints of(Requirements needs) {
    String gpu = needs.gpuType();
    return new Constraints(
        needs.labels(), needs.capabilities(), gpu == null ? null : gpu.toLowerCase(Locale.ROOT));
  }

  boolean metBy(Traits node) {
    return node.capabilities().containsAll(capabilities)
        && node.labels().entrySet().containsAll(labels.entrySet())
        && hasGpuType(node);
  }

  /** What {@code node} lacks, in words, sorted; empty when it meets all. */
  List<String> lacking(Traits node) {
    List<String> lacks = new ArrayList<>();
    capabilities.stream()
        .filter(capability -> !node.capabilities().contains(capability))
        .sorted()
        .forEach(capability -> lacks.add("capability " + capability));
    labels.entrySet().stream()
        .filter(label -> !label.getValue().equals(node.labels().get(label.getKey())))
        .map(label -> label(label, node.labels().get(label.getKey())))
        .sorted()
        .forEach(lacks::add);
    if (!hasGpuType(node)) lacks.add("GPU type " + gpuType + instead(node.gpuType()));
    return lacks;
  }

  private static String label(Map.Entry<String, String> wanted, @Nullable String has) {
    return "label " + wanted.getKey() + "=" + wanted.getValue() + instead(has);
  }

  private static String instead(@Nullable String has) {
    return has == null ? "" : " (it has " + has + ")";
  }

  private boolean hasGpuType(Traits node) {
    if (gpuType == null) return true;
    String has = node.gpuType();
    return has != null && has.toLowerCase(Locale.ROOT).contains(gpuType);
  }
}
