package ffrtmp.node.scheduler.core;

/**
 * An amount of everything that jobs share on a node. Free room may be negative where a node came
 * back smaller than what it holds.
 *
 * @param cpu hundredths of a CPU thread
 * @param ram MiB
 * @param gpus whole GPUs
 */
record Room(int slots, int cpu, int ram, int gpus) {

  /** Admits nothing, not even an empty demand. */
  static final Room NONE = new Room(-1, -1, -1, -1);

  boolean admits(Room demand) {
    return demand.slots <= slots && demand.cpu <= cpu && demand.ram <= ram && demand.gpus <= gpus;
  }

  Room withSlots(int others) {
    return new Room(others, cpu, ram, gpus);
  }

  Room minus(Room taken) {
    return new Room(slots - taken.slots, cpu - taken.cpu, ram - taken.ram, gpus - taken.gpus);
  }

  Room plus(Room given) {
    return new Room(slots + given.slots, cpu + given.cpu, ram + given.ram, gpus + given.gpus);
  }

  /** The share of {@code total} that is free, in thousandths: of slots or CPU, the scarcer. */
  int freeShare(Room total) {
    return Math.min(share(slots, total.slots), share(cpu, total.cpu));
  }

  private static int share(int part, int whole) {
    return whole <= 0 ? 0 : (int) (1000L * part / whole);
  }
}
