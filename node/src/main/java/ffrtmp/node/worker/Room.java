package ffrtmp.node.worker;

import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.worker.Held;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Arbitrates the worker's room. Invariant: the reservations never exceed what the node declared, in
 * slots, CPU, memory and GPUs.
 */
final class Room {
  private final NodeFacts facts;
  private final Map<Held, Requirements> taken = new HashMap<>();

  Room(NodeFacts facts) {
    this.facts = facts;
  }

  /** Reserves, or says what is missing and reserves nothing. */
  Optional<String> reserve(Held held, Requirements wanted) {
    Optional<String> missing = missing(wanted);
    if (missing.isEmpty()) taken.put(held, wanted);
    return missing;
  }

  void release(Held held) {
    taken.remove(held);
  }

  private Optional<String> missing(Requirements wanted) {
    if (taken.size() >= facts.maxConcurrentJobs()) {
      return Optional.of("all " + facts.maxConcurrentJobs() + " slots are taken");
    }
    long cpu = taken.values().stream().mapToLong(Requirements::cpuMillis).sum();
    if (cpu + wanted.cpuMillis() > facts.cpuThreads() * 1000L) {
      return Optional.of("CPU: " + cpu + " of " + facts.cpuThreads() * 1000L + " milli taken");
    }
    long ram = taken.values().stream().mapToLong(Requirements::ramBytes).sum();
    if (ram + wanted.ramBytes() > facts.ramTotalBytes()) {
      return Optional.of("memory: " + ram + " of " + facts.ramTotalBytes() + " bytes taken");
    }
    int gpus = taken.values().stream().mapToInt(Requirements::gpuCount).sum();
    if (gpus + wanted.gpuCount() > facts.gpuCount()) {
      return Optional.of("GPU: " + gpus + " of " + facts.gpuCount() + " taken");
    }
    return Optional.empty();
  }
}
