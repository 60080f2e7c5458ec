package ffrtmp.node.recommend;

import java.util.Locale;

/**
 * How large an installation is; more of a machine is wanted by more clients.
 *
 * <p>The limits of requests are for each client, in a second and at once.
 */
public enum Size {
  SMALL(50, 10),
  MEDIUM(100, 20),
  /** Several control nodes, on PostgreSQL. */
  LARGE(500, 100);

  private static final int SMALL_THREADS = 4;
  private static final int LARGE_THREADS = 32;
  private static final long SMALL_RAM = 8L << 30;
  private static final long LARGE_RAM = 64L << 30;

  private final int rateLimit;
  private final int rateBurst;

  Size(int rateLimit, int rateBurst) {
    this.rateLimit = rateLimit;
    this.rateBurst = rateBurst;
  }

  /** What such a machine is bought for. */
  public static Size of(MachineFacts machine) {
    if (machine.cpuThreads() <= SMALL_THREADS || machine.ramBytes() < SMALL_RAM) return SMALL;
    boolean large = machine.cpuThreads() >= LARGE_THREADS && machine.ramBytes() >= LARGE_RAM;
    return large ? LARGE : MEDIUM;
  }

  int rateLimit() {
    return rateLimit;
  }

  int rateBurst() {
    return rateBurst;
  }

  /** As flags and people say it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
