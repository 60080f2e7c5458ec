package ffrtmp.streams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.Requires;
import ffrtmp.streams.forge.LogForge;
import ffrtmp.streams.line.AccessLine;
import ffrtmp.streams.line.Damage;
import ffrtmp.streams.line.LineParser;
import ffrtmp.streams.line.LineSink;
import ffrtmp.streams.line.StreamLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast lines are parsed on one core, beside what other programs do with the same files in the
 * same run, the files in the page cache. Each is timed several times, in turn, and the best counts:
 * what else the machine does can only slow a run down.
 */
@Tag("bench")
class ParseSpeed {
  private static final long MEGABYTE = 1_000_000;
  private static final long SIZE = Long.getLong("ffrtmp.bench.mb", 1_000) * MEGABYTE;
  private static final int ROUNDS = Integer.getInteger("ffrtmp.bench.rounds", 5);
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

  private void compare(String kind, Path file, Rival... others) throws Exception {
    Rival count = new Rival("wc -l", List.of(program("wc"), "-l"));
    long[] best = new long[others.length + 2];
    Arrays.fill(best, Long.MAX_VALUE);
    Sums sums = new Sums();
    for (int round = 0; round < ROUNDS; round++) {
      best[0] = Math.min(best[0], time(count, file));
      sums = new Sums();
      best[1] = Math.min(best[1], parse(file, sums));
      // The others take long and vary little.
      if (round < 2) {
        for (int i = 0; i < others.length; i++)
          best[i + 2] = Math.min(best[i + 2], time(others[i], file));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %,d MB, %,d lines, %d damaged%n",
        kind,
        Files.size(file) / MEGABYTE,
        sums.lines,
        sums.damaged);
    print(count.name, file, best[0], best[0]);
    print("ours", file, best[1], best[0]);
    for (int i = 0; i < others.length; i++) print(others[i].name, file, best[i + 2], best[0]);
    assertThat(sums.damaged).isZero();
  }

  private static void print(String name, Path file, long nanos, long count) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "  %-24s %7.0f MB/s  %5.3f of wc -l%n",
        name,
        speed(file, nanos),
        (double) count / nanos);
  }

  private static double speed(Path file, long nanos) throws IOException {
    return Files.size(file) * 1e3 / nanos;
  }

  private static long time(Rival rival, Path file) throws Exception {
    List<String> command = new ArrayList<>(rival.command);
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    long began = System.nanoTime();
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor()).isZero();
    return System.nanoTime() - began;
  }

  /** Reads as the tail reads a backlog: large pieces, of which the last line waits for the next. */
  private static long parse(Path file, LineSink sink) throws IOException {
    LineParser parser = new LineParser(ZoneOffset.UTC, sink);
    byte[] piece = new byte[1 << 20];
    long began = System.nanoTime();
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
    return System.nanoTime() - began;
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
