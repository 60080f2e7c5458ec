package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Adds up the energy that this machine's CPU packages took, by RAPL. It counts the whole package,
 * whatever else ran there. Must be asked to {@link #sample} before a counter wraps twice, which
 * takes minutes at the least. Not safe for several threads.
 */
public final class EnergyMeter {
  private static final Path POWERCAP = Path.of("/sys/class/powercap");

  private final List<Path> packages;
  private final Map<Path, Long> last = new HashMap<>();
  private double microjoules;
  private boolean broken;

  private EnergyMeter(List<Path> packages) {
    this.packages = packages;
  }

  /** Begins to count; without RAPL, or without the right to read it, it never knows anything. */
  public static EnergyMeter begin() {
    return begin(POWERCAP);
  }

  static EnergyMeter begin(Path powercap) {
    EnergyMeter meter = new EnergyMeter(packages(powercap));
    meter.sample();
    meter.microjoules = 0;
    return meter;
  }

  public void sample() {
    for (Path each : packages) {
      OptionalLong now = number(each.resolve("energy_uj"));
      if (now.isEmpty()) {
        broken = true;
        return;
      }
      Long before = last.put(each, now.getAsLong());
      if (before != null) microjoules += difference(each, before, now.getAsLong());
    }
  }

  /** Joules since the beginning; absent where nothing could be read. */
  public OptionalDouble joules() {
    sample();
    return broken || packages.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(microjoules / 1e6);
  }

  private static double difference(Path each, long before, long now) {
    if (now >= before) return now - before;
    long range = number(each.resolve("max_energy_range_uj")).orElse(before);
    return (double) range - before + now;
  }

  /** Whole packages, {@code intel-rapl:0}; their parts have a second colon. */
  private static List<Path> packages(Path powercap) {
    if (!Files.isDirectory(powercap)) return List.of();
    try (Stream<Path> zones = Files.list(powercap)) {
      return zones
          .filter(zone -> String.valueOf(zone.getFileName()).matches("[a-z]+-rapl:\\d+"))
          .sorted()
          .toList();
    } catch (IOException notReadable) {
      return List.of();
    }
  }

  private static OptionalLong number(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).trim()));
    } catch (IOException | NumberFormatException notReadable) {
      return OptionalLong.empty();
    }
  }
}
