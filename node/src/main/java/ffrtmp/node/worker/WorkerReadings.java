package ffrtmp.node.worker;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.port.Readings;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a worker's machine is and how it does at this moment. */
final class WorkerReadings implements Readings {
  private final List<String> labels;
  private final NodeFacts facts;
  private final Supplier<Vitals> vitals;
  private final LongSupplier nanos;
  private final long began;

  /**
   * @param nanos a monotonic clock
   */
  WorkerReadings(String node, NodeFacts facts, Supplier<Vitals> vitals, LongSupplier nanos) {
    this.labels = List.of(node);
    this.facts = facts;
    this.vitals = vitals;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  @Override
  public void read(Consumer<Reading> to) {
    Vitals now = vitals.get();
    Double cpu = now.cpuLoadPercent();
    Long free = now.ramFreeBytes();
    if (cpu != null) tell(to, Metric.WORKER_CPU_USAGE, cpu);
    if (free != null) tell(to, Metric.WORKER_MEMORY, (double) Math.max(0, facts.ramTotalBytes() - free));
    tell(to, Metric.WORKER_UPTIME, (nanos.getAsLong() - began) / 1e9);
    tell(to, Metric.WORKER_HAS_GPU, facts.gpuCount() > 0 ? 1 : 0);
    tell(to, Metric.WORKER_NVENC, encodes("_nvenc"));
    tell(to, Metric.WORKER_QSV, encodes("_qsv"));
    tell(to, Metric.WORKER_VAAPI, encodes("_vaapi"));
  }

  private int encodes(String kind) {
    return facts.gpuCapabilities().stream().anyMatch(each -> each.endsWith(kind)) ? 1 : 0;
  }

  private void tell(Consumer<Reading> to, Metric metric, double value) {
    to.accept(new Reading.Value(metric, labels, value));
  }
}
