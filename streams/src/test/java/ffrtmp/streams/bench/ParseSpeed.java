package ffrtmp.streams.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.Requires;
import ffrtmp.streams.forge.LogForge;
import ffrtmp.streams.line.AccessLine;
import ffrtmp.streams.line.Damage;
import ffrtmp.streams.line.LineParser;
import ffrtmp.streams.line.LineSink;
import ffrtmp.streams.line.StreamLine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast lines are parsed on one core, beside what other programs do with the same files in the
 * same run, the files in the page cache. Each is timed several times, in turn, and the best counts:
 * what else the machine does can only slow a run down. Processor time is what compares on a machine
 * that others use too.
 */
@Tag("bench")
class ParseSpeed {
  private static final long MEGABYTE = 1_000_000;
  private static final long SIZE = Long.getLong("ffrtmp.bench.mb", 1_000) * MEGABYTE;
  private static final int ROUNDS = Integer.getInteger("ffrtmp.bench.rounds", 3);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String PATTERN =
      "^(\\d+\\.\\d+\\.\\d+\\.\\d+) \\[([^\\]]+)\\] (\\w+) (\\d+) (\\d+) (\\d+) ([\\d.]+) \"([^\"]*)\"";

  @TempDir Path folder;

  @Test
  void ofSessions() throws Exception {
    Path file = folder.resolve("stream-access.log");
    try (var out = Files.newOutputStream(file)) {
      new LogForge(7, 200, 100).stream(out, SIZE);
    }
    String sum = "{ gsub(/\"/, \"\", $10); n[$10] += $6 } END { for (h in n) print h, n[h] }";
    compare(
        "stream",
        file,
        new Rival("rg -c", List.of(program("rg"), "-c", PATTERN)),
        new Rival("mawk, sum for each host", List.of(program("mawk"), sum)));
  }

  @Test
  void ofRequests() throws Exception {
    Path file = folder.resolve("access.log");
    long began = System.nanoTime();
    try (var out = Files.newOutputStream(file)) {
      new LogForge(7, 200, 100).access(out, SIZE);
    }
    System.out.printf(Locale.ROOT, "forge: %.0f MB/s%n", speed(file, System.nanoTime() - began));
    String sum = "{ n[$(NF - 1)] += $11 } END { for (h in n) print h, n[h] }";
    compare(
        "access",
        file,
        new Rival(
            "rg -c", List.of(program("rg"), "-c", "^\\[([^\\]]*)\\] (\\S+) .*\" (\\d+) (\\d+) \"")),
        new Rival("mawk, sum for each host", List.of(program("mawk"), sum)));
  }

  private record Rival(String name, List<String> command) {}

  private static String program(String name) {
    return Requires.program(name).toString();
  }

  /** Time on the clock and on the processor, in nanoseconds; of each the best run's. */
  private static final class Best {
    private long wall = Long.MAX_VALUE;
    private long cpu = Long.MAX_VALUE;

    void take(long wallNanos, long cpuNanos) {
      wall = Math.min(wall, wallNanos);
      cpu = Math.min(cpu, cpuNanos);
    }
  }

  private void compare(String kind, Path file, Rival... others) throws Exception {
    Map<Rival, Best> rivals = new LinkedHashMap<>();
    Rival count = new Rival("wc -l", List.of(program("wc"), "-l"));
    rivals.put(count, new Best());
    for (Rival other : others) rivals.put(other, new Best());
    Best ours = new Best();
    Sums sums = new Sums();
    for (int round = 0; round < ROUNDS; round++) {
      for (var rival : rivals.entrySet()) time(rival.getKey(), file, rival.getValue());
      sums = new Sums();
      parse(file, sums, ours);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,d MB, %,d lines, %d damaged; a second of processor time, a second on the clock%n",
        kind,
        Files.size(file) / MEGABYTE,
        sums.lines,
        sums.damaged);
    Best base = rivals.getOrDefault(count, ours);
    print("ours", file, ours, base);
    for (var rival : rivals.entrySet()) print(rival.getKey().name, file, rival.getValue(), base);
    assertThat(sums.damaged).isZero();
  }

  private static void print(String name, Path file, Best best, Best base) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "  %-24s %7.0f MB %7.0f MB   %5.3f of wc -l%n",
        name,
        speed(file, best.cpu),
        speed(file, best.wall),
        (double) base.cpu / best.cpu);
  }

  private static double speed(Path file, long nanos) throws IOException {
    return Files.size(file) * 1e3 / nanos;
  }

  private static void time(Rival rival, Path file, Best best) throws Exception {
    String shell = "TIMEFORMAT='%R %U %S'; time \"$@\" > /dev/null";
    List<String> command = new ArrayList<>(List.of(program("bash"), "-c", shell, "bash"));
    command.addAll(rival.command);
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String[] seconds =
        new String(process.getInputStream().readAllBytes(), UTF_8).strip().split(" ", -1);
    assertThat(process.waitFor()).isZero();
    long wall = nanos(seconds[0]);
    best.take(wall, nanos(seconds[1]) + nanos(seconds[2]));
  }

  private static long nanos(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1e9);
  }

  /** Reads as the tail reads a backlog: large pieces, of which the last line waits for the next. */
  private static void parse(Path file, LineSink sink, Best best) throws IOException {
    LineParser parser = new LineParser(ZoneOffset.UTC, sink);
    byte[] piece = new byte[1 << 20];
    long began = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    try (FileChannel channel = FileChannel.open(file)) {
      int kept = 0;
      while (true) {
        int read = channel.read(ByteBuffer.wrap(piece, kept, piece.length - kept));
        if (read < 0) break;
        int end = kept + read;
        int complete = end;
        while (complete > 0 && piece[complete - 1] != '\n') complete--;
        parser.parse(piece, 0, complete);
        kept = end - complete;
        System.arraycopy(piece, complete, piece, 0, kept);
      }
    }
    best.take(System.nanoTime() - began, THREADS.getCurrentThreadCpuTime() - cpu);
  }

  /** Uses every field, so that none can be optimised away. */
  private static final class Sums implements LineSink {
    private long lines;
    private long damaged;
    private long sum;

    @Override
    public void access(AccessLine line) {
      lines++;
      sum += line.bytes() + line.second() + line.status() + line.requestMillis();
      sum +=
          line.host().length()
              + line.path().length()
              + line.tag().length()
              + line.client().length();
    }

    @Override
    public void stream(StreamLine line) {
      lines++;
      sum += line.sent() + line.received() + line.second() + line.status() + line.durationMillis();
      sum += line.host().length() + line.client().length() + line.protocol().length();
    }

    @Override
    public void damaged(Damage reason) {
      damaged++;
      sum++;
    }

    @Override
    public String toString() {
      return lines + " lines, sum " + sum;
    }
  }
}
