package ffrtmp.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How much of the machine's processors others take meanwhile: neither this process nor the given
 * one. A test that measures times asks it whether it measured itself.
 */
final class OthersLoad {
  private static final int USER_AND_NICE_AND_SYSTEM = 3;
  private static final int IRQ_TO_STEAL = 5;
  private static final int STEAL_END = 8;

  private final long pid;
  private final long[] begin;

  private OthersLoad(long pid, long[] begin) {
    this.pid = pid;
    this.begin = begin;
  }

  static OthersLoad from(long pid) throws IOException {
    return new OthersLoad(pid, now(pid));
  }

  /** From 0 to 1, since the beginning. */
  double share() throws IOException {
    long[] end = now(pid);
    long all = end[0] - begin[0];
    return all == 0 ? 0 : (double) Math.max(0, end[1] - begin[1]) / all;
  }

  /** Ticks of all processors in all, and those of them that others took. */
  private static long[] now(long pid) throws IOException {
    String line = Files.readAllLines(Path.of("/proc/stat")).get(0);
    long[] ticks =
        Arrays.stream(line.trim().split("\\s+", -1)).skip(1).mapToLong(Long::parseLong).toArray();
    long busy = Arrays.stream(ticks, 0, USER_AND_NICE_AND_SYSTEM).sum();
    busy += Arrays.stream(ticks, IRQ_TO_STEAL, STEAL_END).sum();
    long all = Arrays.stream(ticks, 0, STEAL_END).sum();
    return new long[] {all, busy - of(pid) - of(ProcessHandle.current().pid())};
  }

  private static long of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}
