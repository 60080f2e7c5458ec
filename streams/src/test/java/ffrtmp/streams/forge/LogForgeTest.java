package ffrtmp.streams.forge;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.line.AccessLine;
import ffrtmp.streams.line.Damage;
import ffrtmp.streams.line.LineParser;
import ffrtmp.streams.line.LineSink;
import ffrtmp.streams.line.StreamLine;
import ffrtmp.streams.service.ServiceTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogForgeTest {
  private static final int SIZE = 2_000_000;

  @TempDir Path folder;

  /** Looks at lines as the pipeline would. */
  private static final class Reader implements LineSink {
    private final ServiceTable table = ServiceTable.load(Optional.empty());
    private final Set<String> services = new TreeSet<>();
    private final Set<String> clients = new TreeSet<>();
    private long requests;
    private long sessions;
    private long damaged;
    private long newest = Long.MIN_VALUE;
    private boolean backwards;

    @Override
    public void access(AccessLine line) {
      requests++;
      services.add(table.serviceOf(line.tag(), line.host()));
      clients.add(line.client().toString());
      at(line.second());
    }

    @Override
    public void stream(StreamLine line) {
      sessions++;
      if (!line.host().isEmpty()) services.add(table.serviceOf("", line.host().toString()));
      clients.add(line.client().toString());
      at(line.second());
    }

    private void at(long second) {
      backwards |= second < newest;
      newest = second;
    }

    @Override
    public void damaged(Damage reason) {
      damaged++;
    }
  }

  private static Reader read(byte[]... files) {
    Reader reader = new Reader();
    LineParser parser = new LineParser(ZoneOffset.UTC, reader);
    for (byte[] file : files) parser.parse(file, 0, file.length);
    return reader;
  }

  @Test
  void itsRequestsAreGoodAndOfEveryServiceInTheOrderOfTime() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LogForge(7, 40, 200).access(out, SIZE);
    Reader reader = read(out.toByteArray());
    assertThat(reader.requests).isGreaterThan(5_000);
    assertThat(reader.damaged).isZero();
    assertThat(reader.backwards).isFalse();
    assertThat(reader.clients).hasSize(40);
    assertThat(reader.services)
        .containsExactly("blizzard", "epicgames", "riot", "steam", "uplay", "wsus", "xboxlive");
  }

  @Test
  void itsSessionsAreGoodAndOfEveryServiceInTheOrderOfTime() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LogForge(7, 40, 20).stream(out, SIZE);
    Reader reader = read(out.toByteArray());
    assertThat(reader.sessions).isGreaterThan(15_000);
    assertThat(reader.damaged).isZero();
    assertThat(reader.backwards).isFalse();
    assertThat(reader.clients).hasSize(40);
    assertThat(reader.services)
        .containsExactly("blizzard", "epicgames", "riot", "steam", "uplay", "wsus", "xboxlive");
  }

  @Test
  void theSameSeedMakesTheSameBytes() throws IOException {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    ByteArrayOutputStream same = new ByteArrayOutputStream();
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    new LogForge(7, 40, 20).access(one, SIZE);
    new LogForge(7, 40, 20).access(same, SIZE);
    new LogForge(8, 40, 20).access(other, SIZE);
    assertThat(one.toByteArray()).isEqualTo(same.toByteArray()).isNotEqualTo(other.toByteArray());
  }

  @Test
  void aSeriesGoesOnFromItsOldestFileToItsNewest() throws IOException {
    List<Path> files =
        LogForge.series(folder, "access.log", 2, SIZE, new LogForge(7, 40, 20)::access);
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("access.log.2", "access.log.1", "access.log");
    Reader reader =
        read(
            Files.readAllBytes(files.get(0)),
            Files.readAllBytes(files.get(1)),
            Files.readAllBytes(files.get(2)));
    assertThat(reader.damaged).isZero();
    assertThat(reader.backwards).isFalse();
    assertThat(Files.size(files.get(2))).isBetween((long) SIZE, SIZE + 1_000L);
  }
}
