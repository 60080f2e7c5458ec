package ffrtmp.node.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory that a process has had resident, from {@code /proc/PID/status}. */
public final class PeakMemory {
  private static final String FIELD = "VmHWM:";

  private PeakMemory() {}

  /** Bytes; absent when the process is gone, and where there is no {@code /proc}. */
  public static OptionalLong of(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc/" + pid + "/status")));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong parse(String status) {
    for (String line : status.split("\n", -1)) {
      if (!line.startsWith(FIELD)) continue;
      String number = line.substring(FIELD.length()).replace("kB", "").trim();
      try {
        return OptionalLong.of(Long.parseLong(number) * 1024);
      } catch (NumberFormatException notANumber) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }
}
