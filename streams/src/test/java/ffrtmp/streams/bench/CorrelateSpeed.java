package ffrtmp.streams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.stream.Grain;
import ffrtmp.streams.correlate.Correlator;
import ffrtmp.streams.correlate.CorrelatorSettings;
import ffrtmp.streams.correlate.Learnt;
import ffrtmp.streams.correlate.LogSeries;
import ffrtmp.streams.forge.LogForge;
import ffrtmp.streams.line.LineParser;
import ffrtmp.streams.service.ServiceTable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast requests become downloads and traffic on one core, parsing and the drain after each
 * megabyte included; the best of several runs, in processor time.
 */
@Tag("bench")
class CorrelateSpeed {
  private static final long MEGABYTE = 1_000_000;
  private static final long SIZE = Long.getLong("ffrtmp.bench.mb", 1_000) * MEGABYTE;
  private static final int ROUNDS = Integer.getInteger("ffrtmp.bench.rounds", 3);
  private static final int PIECE = 1 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @Test
  void ofRequests() throws IOException {
    Path file = folder.resolve("access.log");
    try (var out = Files.newOutputStream(file)) {
      new LogForge(7, 200, 100).access(out, SIZE);
    }
    for (boolean same : new boolean[] {false, true}) {
      long best = Long.MAX_VALUE;
      Run run = new Run(same);
      for (int round = 0; round < ROUNDS; round++) {
        run = new Run(same);
        long began = THREADS.getCurrentThreadCpuTime();
        run.read(file);
        best = Math.min(best, THREADS.getCurrentThreadCpuTime() - began);
      }
      assertThat(run.lateLines()).isZero();
      System.out.printf(
          Locale.ROOT,
          "parse and correlate%s: %,.0f lines/s, %,.0f MB/s; %,d download rows, %,d bytes of state%n",
          same ? ", same connection" : "",
          run.lines() * 1e9 / best,
          Files.size(file) * 1e3 / best,
          run.rows,
          run.stateBytes);
    }
  }

  /** One pass over a file. */
  private static final class Run {
    private final Correlator correlator;
    private long requests;
    private long rows;
    private long stateBytes;

    Run(boolean same) {
      ServiceTable table = ServiceTable.load(Optional.empty());
      CorrelatorSettings settings = CorrelatorSettings.defaults().sameConnection(same);
      correlator = Correlator.create(settings, table::serviceOf);
      correlator.series(List.of(new LogSeries("access.log", "")));
      correlator.from(0);
    }

    void read(Path file) throws IOException {
      LineParser parser = new LineParser(ZoneOffset.UTC, correlator);
      byte[] piece = new byte[PIECE];
      int kept = 0;
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = 0; read >= 0; read = in.read(piece, kept, PIECE - kept)) {
          int end = kept + read;
          int complete = end;
          while (complete > 0 && piece[complete - 1] != '\n') complete--;
          parser.parse(piece, 0, complete);
          kept = end - complete;
          System.arraycopy(piece, complete, piece, 0, kept);
          take(correlator.drain());
        }
      }
      correlator.endOfInput();
      take(correlator.drain());
    }

    private void take(Learnt learnt) {
      rows += learnt.downloads().size();
      learnt.opened().forEach(entry -> stateBytes += entry.value().length);
      learnt.traffic().stream()
          .filter(row -> row.grain() == Grain.DAY)
          .forEach(row -> requests = Math.max(requests, row.requests()));
    }

    long lines() {
      return requests;
    }

    long lateLines() {
      return correlator.lateLines();
    }
  }
}
