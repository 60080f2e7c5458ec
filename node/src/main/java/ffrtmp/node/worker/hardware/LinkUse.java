package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * How full the machine's network links are, from the kernel's counters. Only devices whose speed
 * the kernel knows count; a virtual machine's often has none. Not thread-safe.
 */
public final class LinkUse {
  private static final double BITS_PER_MEGABIT = 1e6;

  private final Path devices;
  private final LongSupplier nanos;
  private final Map<String, Long> before = new HashMap<>();
  private long readAt;

  /**
   * @param root of the file system, {@code /}
   * @param nanos a monotonic clock
   */
  public LinkUse(Path root, LongSupplier nanos) {
    this.devices = root.resolve("sys/class/net");
    this.nanos = nanos;
  }

  /**
   * Percent of its speed that the busiest direction of any link took since the last call; empty at
   * the first, and where no speed is known.
   */
  public OptionalDouble percent() {
    long now = nanos.getAsLong();
    double seconds = (now - readAt) / 1e9;
    readAt = now;
    double most = -1;
    for (Path device : links()) {
      long megabits = number(device.resolve("speed"));
      if (megabits <= 0) continue;
      for (String direction : List.of("rx_bytes", "tx_bytes")) {
        long bytes = number(device.resolve("statistics").resolve(direction));
        Long last = before.put(device.getFileName() + "/" + direction, bytes);
        if (last == null || bytes < last || seconds <= 0) continue;
        double bits = (bytes - last) * 8.0 / seconds;
        most = Math.max(most, 100 * bits / (megabits * BITS_PER_MEGABIT));
      }
    }
    return most < 0 ? OptionalDouble.empty() : OptionalDouble.of(most);
  }

  /** Real ones have a device behind them. */
  private List<Path> links() {
    try (Stream<Path> all = Files.list(devices)) {
      return all.filter(each -> Files.exists(each.resolve("device"))).sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  private static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException | NumberFormatException notTold) {
      return -1;
    }
  }
}
