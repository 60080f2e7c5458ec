package ffrtmp.node.worker.hardware;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CPU, memory and kind of this machine, as Linux tells them; elsewhere as far as Java knows. */
public final class Machine {
  private static final Path POWER = Path.of("/sys/class/power_supply");
  private static final Path CHASSIS = Path.of("/sys/class/dmi/id/chassis_type");

  /** SMBIOS: desktop, low profile, pizza box, mini tower, tower, all in one. */
  private static final List<String> DESKTOPS = List.of("3", "4", "5", "6", "7", "13");

  private Machine() {}

  /** Threads that this process may use; Java heeds cgroups and affinity. */
  public static int cpuThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** As the processor calls itself. */
  public static @Nullable String cpuModel() {
    return field(read(Path.of("/proc/cpuinfo")), "model name");
  }

  /** The memory of the machine, or of this process's cgroup where that is less. */
  public static long ramBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  /** {@code laptop} with a battery, {@code desktop} by its case, else {@code server}. */
  static String type() {
    if (hasBattery()) return "laptop";
    return DESKTOPS.contains(read(CHASSIS).trim()) ? "desktop" : "server";
  }

  private static boolean hasBattery() {
    try (Stream<Path> supplies = Files.list(POWER)) {
      return supplies.anyMatch(
          supply ->
              read(supply.resolve("type")).trim().equals("Battery")
                  && !read(supply.resolve("scope")).trim().equals("Device"));
    } catch (IOException none) {
      return false;
    }
  }

  static @Nullable String field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(null);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notThere) {
      return "";
    }
  }
}
