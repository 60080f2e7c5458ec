package ffrtmp.http.submit;

import ffrtmp.protocol.job.Requirements;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code requirements} and lays them together with what old clients said among the
 * parameters, what the parameters need by themselves, and the defaults, in this order.
 */
final class RequirementsReader {
  private static final Fields.Range CPUS = new Fields.Range(0, true, 4096);
  private static final Fields.Range GIGABYTES = new Fields.Range(0, true, 1 << 20);
  private static final long MOST_RAM = 1L << 50;
  private static final int MOST_GPUS = 64;
  private static final List<String> LATER =
      List.of("gpu_share", "preferred_labels", "spread_by", "near");

  private final ParametersReader.Wishes wishes;
  private final Faults faults;

  RequirementsReader(ParametersReader.Wishes wishes, Faults faults) {
    this.wishes = wishes;
    this.faults = faults;
  }

  Requirements read(@Nullable Fields f, Needs needs) {
    Integer cpu = f == null ? null : cpuMillis(f);
    Long ram = f == null ? null : f.whole("ram_bytes", 0, MOST_RAM);
    Integer gpus = f == null ? null : gpuCount(f);
    String gpuType = f == null ? null : f.text("gpu_type", 128);
    Set<String> capabilities = new HashSet<>(needs.capabilities());
    Map<String, String> labels = Map.of();
    if (f != null) {
      capabilities.addAll(f.texts("capabilities", Syntax.NAME, 64));
      labels = f.map("labels", Syntax.NAME, 256, 32);
      refuseOthers(f);
    }
    Requirements standard = Requirements.DEFAULT;
    return new Requirements(
        first(cpu, wishes.cpuMillis(), standard.cpuMillis()),
        first(ram, wishes.ramBytes(), standard.ramBytes()),
        gpus(gpus, gpuType, needs),
        gpuType,
        capabilities,
        labels);
  }

  private static void refuseOthers(Fields f) {
    for (String name : f.unread()) {
      f.refuse(name, LATER.contains(name) ? "is not supported yet" : "is no known requirement");
    }
  }

  private int gpus(@Nullable Integer said, @Nullable String gpuType, Needs needs) {
    boolean needed = needs.gpu() || gpuType != null;
    int gpus = first(said, wishes.gpuCount(), needed ? 1 : 0);
    if (needed && gpus == 0) {
      String place = said == null ? "/parameters/gpu_count" : "/requirements/gpu_count";
      faults.add(place, "must be at least 1: the job needs a GPU");
    }
    return gpus;
  }

  static @Nullable Integer cpuMillis(Fields f) {
    Double cores = f.number("cpu_cores", CPUS);
    return cores == null ? null : (int) Math.ceil(cores * 1000);
  }

  static @Nullable Integer gpuCount(Fields f) {
    return f.integer("gpu_count", 0, MOST_GPUS);
  }

  /** A gigabyte is 2^30 bytes here. */
  static @Nullable Long ramGigabytes(Fields f) {
    Double gigabytes = f.number("ram_gb", GIGABYTES);
    return gigabytes == null ? null : (long) Math.ceil(gigabytes * (1L << 30));
  }

  private static <T> T first(@Nullable T said, @Nullable T wished, T standard) {
    if (said != null) return said;
    return wished != null ? wished : standard;
  }
}
