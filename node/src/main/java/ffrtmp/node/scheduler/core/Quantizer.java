package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.Requirements;

/**
 * Turns requirements into a demand in the core's units, always rounding up, and what a node
 * declares into room, always rounding down: 10 thousandths of a CPU thread and 1 MiB.
 */
final class Quantizer {

  private static final int KEPT_BITS = 3;
  private static final long MIB = 1L << 20;

  private Quantizer() {}

  /** Each job takes one slot beside what it asks for. */
  static Room demand(Requirements needs) {
    return new Room(
        1, ceil(needs.cpuMillis(), 10), ceil(needs.ramBytes(), MIB), Math.max(0, needs.gpuCount()));
  }

  /** The same demand or up to an eighth more, so that fewer demands differ. */
  static Room coarse(Room demand) {
    return new Room(demand.slots(), coarse(demand.cpu()), coarse(demand.ram()), demand.gpus());
  }

  static Room room(int slots, int cpuThreads, long ramBytes, int gpus) {
    return new Room(slots, clamp(cpuThreads * 100L), clamp(ramBytes / MIB), gpus);
  }

  private static int ceil(long amount, long unit) {
    return amount <= 0 ? 0 : clamp((amount - 1) / unit + 1);
  }

  private static int coarse(int value) {
    int shift = Math.max(0, 32 - KEPT_BITS - Integer.numberOfLeadingZeros(value));
    return clamp(((value + (1L << shift) - 1) >> shift) << shift);
  }

  private static int clamp(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE / 2);
  }
}
