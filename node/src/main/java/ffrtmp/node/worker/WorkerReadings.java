package ffrtmp.node.worker;

import ffrtmp.node.worker.hardware.GpuLoad;
import ffrtmp.node.worker.hardware.LinkUse;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.port.Readings;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a worker's machine is and how it does at this moment. */
final class WorkerReadings implements Readings {
  /** Asking for GPUs starts a program. */
  private static final Duration KEEP_GPUS = Duration.ofSeconds(5);

  private final String node;
  private final NodeFacts facts;
  private final Machine machine;
  private final LongSupplier nanos;
  private final long began;
  private List<GpuLoad> gpus = List.of();
  private long gpusAt;

  /** Where the figures come from. */
  record Machine(Supplier<Vitals> vitals, LinkUse links, Supplier<List<GpuLoad>> gpus) {}

  /**
   * @param nanos a monotonic clock
   */
  WorkerReadings(String node, NodeFacts facts, Machine machine, LongSupplier nanos) {
    this.node = node;
    this.facts = facts;
    this.machine = machine;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.gpusAt = began - KEEP_GPUS.toNanos();
  }

  @Override
  public synchronized void read(Consumer<Reading> to) {
    Vitals now = machine.vitals().get();
    Double cpu = now.cpuLoadPercent();
    Long free = now.ramFreeBytes();
    if (cpu != null) tell(to, Metric.WORKER_CPU_USAGE, cpu);
    if (free != null) {
      tell(to, Metric.WORKER_MEMORY, (double) Math.max(0, facts.ramTotalBytes() - free));
    }
    tell(to, Metric.WORKER_UPTIME, (nanos.getAsLong() - began) / 1e9);
    tell(to, Metric.WORKER_HAS_GPU, facts.gpuCount() > 0 ? 1 : 0);
    tell(to, Metric.WORKER_NVENC, encodes("_nvenc"));
    tell(to, Metric.WORKER_QSV, encodes("_qsv"));
    tell(to, Metric.WORKER_VAAPI, encodes("_vaapi"));
    machine
        .links()
        .percent()
        .ifPresent(percent -> tell(to, Metric.WORKER_BANDWIDTH_UTILIZATION, percent));
    if (facts.gpuCount() > 0) gpus(to);
  }

  private int encodes(String kind) {
    return facts.gpuCapabilities().stream().anyMatch(each -> each.endsWith(kind)) ? 1 : 0;
  }

  /** The mean load of each model, the power of all together, and the hottest. */
  private void gpus(Consumer<Reading> to) {
    long now = nanos.getAsLong();
    if (now - gpusAt >= KEEP_GPUS.toNanos()) {
      gpusAt = now;
      gpus = machine.gpus().get();
    }
    for (String model : new TreeSet<>(gpus.stream().map(GpuLoad::model).toList())) {
      gpus.stream()
          .filter(gpu -> gpu.model().equals(model) && gpu.usage() != null)
          .mapToDouble(known(GpuLoad::usage))
          .average()
          .ifPresent(mean -> tell(to, Metric.WORKER_GPU_USAGE, mean, model));
    }
    if (gpus.stream().anyMatch(gpu -> gpu.watts() != null)) {
      tell(to, Metric.WORKER_POWER, gpus.stream().mapToDouble(known(GpuLoad::watts)).sum());
    }
    gpus.stream()
        .filter(gpu -> gpu.celsius() != null)
        .mapToDouble(known(GpuLoad::celsius))
        .max()
        .ifPresent(hottest -> tell(to, Metric.WORKER_TEMPERATURE, hottest));
  }

  private interface Figure {
    @Nullable Double of(GpuLoad gpu);
  }

  private static ToDoubleFunction<GpuLoad> known(Figure figure) {
    return gpu -> {
      Double value = figure.of(gpu);
      return value == null ? 0 : value;
    };
  }

  private void tell(Consumer<Reading> to, Metric metric, double value) {
    to.accept(new Reading.Value(metric, List.of(node), value));
  }

  private void tell(Consumer<Reading> to, Metric metric, double value, String label) {
    to.accept(new Reading.Value(metric, List.of(node, label), value));
  }
}
