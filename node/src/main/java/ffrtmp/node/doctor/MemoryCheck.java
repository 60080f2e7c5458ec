package ffrtmp.node.doctor;

import java.util.List;

/** The memory that this process may have, which in a container is what its group may. */
public final class MemoryCheck implements Check {
  private static final long LEAST = 512L << 20;
  private static final long ENOUGH = 1L << 30;

  private final long total;
  private final int cpuThreads;

  /**
   * @param total bytes of the machine or of the group, whichever is less
   */
  public MemoryCheck(long total, int cpuThreads) {
    this.total = total;
    this.cpuThreads = cpuThreads;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Finding> look() {
    String found = "%d MiB, for %d CPU threads".formatted(total >> 20, cpuThreads);
    String remedy = "give the machine, or the container's group, 1 GiB or more";
    if (total < LEAST) return List.of(Finding.fail(name(), found, remedy));
    return List.of(
        total < ENOUGH ? Finding.warn(name(), found, remedy) : Finding.ok(name(), found));
  }
}
