package ffrtmp.node.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says of a process in {@code /proc/PID/stat}.
 *
 * @param state one letter: R, S, D, T (stopped), Z …
 * @param group the number of its process group
 * @param cpuTicks of itself and of its children that ended, user and system, in 1/100 s
 * @param startTicks when it started, in 1/100 s after the machine did; with the pid this names a
 *     process for ever
 */
public record ProcStat(
    long pid, char state, long parent, long group, long cpuTicks, long startTicks) {
  /** USER_HZ, 100 on every architecture that Linux's user space is told of. */
  private static final double TICKS_PER_SECOND = 100.0;

  /** Absent when the process is gone, and where there is no {@code /proc}. */
  public static Optional<ProcStat> of(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Parses a stat line; the name in parentheses may hold anything, parentheses too. */
  public static Optional<ProcStat> parse(String line) {
    int open = line.indexOf(" (");
    int close = line.lastIndexOf(") ");
    if (open < 0 || close < open) return Optional.empty();
    String[] fields = line.substring(close + 2).trim().split(" ", -1);
    if (fields.length < 20) return Optional.empty();
    try {
      long cpu = 0;
      for (int i = 11; i <= 14; i++) cpu += Long.parseLong(fields[i]);
      return Optional.of(
          new ProcStat(
              Long.parseLong(line.substring(0, open)),
              fields[0].charAt(0),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              cpu,
              Long.parseLong(fields[19])));
    } catch (NumberFormatException notAStatLine) {
      return Optional.empty();
    }
  }

  /** CPU time in seconds. */
  public double cpuSeconds() {
    return cpuTicks / TICKS_PER_SECOND;
  }
}
