package ffrtmp.streams.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.streams.Requires;
import ffrtmp.streams.correlate.CorrelatorSettings;
import ffrtmp.streams.correlate.Generator;
import ffrtmp.streams.service.ServiceTable;
import ffrtmp.streams.tail.TailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sets of files, as an operator has them. */
class AnalysisTest {
  private static final String REQUEST =
      "[steam] 10.0.0.1 / - - - [20/Dec/2025:14:00:0%d +0000] \"GET /depot/7/chunk/a HTTP/1.1\""
          + " 200 1000 \"-\" \"ua\" \"HIT\" \"lancache.steamcontent.com\" \"-\"\n";

  @TempDir Path folder;

  @Test
  void rotatedAndPackedFilesSayWhatOneFileSays() throws IOException {
    AnalysisResult plain = generated("plain");
    Requires.program("zstd");
    AnalysisResult gz = generated("gz", "--rotations", "4", "--compress", "gz");
    AnalysisResult zst = generated("zst", "--rotations", "4", "--compress", "zst");
    assertThat(facts(gz).equals(facts(plain))).as("gz").isTrue();
    assertThat(facts(zst).equals(facts(plain))).as("zst").isTrue();
    assertThat(plain.downloads()).hasSizeGreaterThan(20);
    assertThat(plain.badLines()).isNotEmpty();
    assertThat(plain.lateLines()).isZero();
    assertThat(plain.relatedCount()).isGreaterThan(plain.sessionCount() / 2);
  }

  @Test
  void theStockFormatSaysWhatTheQuotedOneSays() throws IOException {
    String[] undamaged = {"--malformed", "0"};
    AnalysisResult quoted = generated("quoted", undamaged);
    AnalysisResult basic =
        generated("basic", "--malformed", "0", "--stream-format", "basic", "--stream-mb", "0.0801");
    assertThat(basic.badLines()).isEmpty();
    assertThat(quoted.badLines()).isEmpty();
    assertThat(basic.sessionCount()).isGreaterThan(500);
    assertThat(basic.downloads().get(0).row()).isEqualTo(quoted.downloads().get(0).row());
  }

  @Test
  void aPackedFileThatHoldsNothingReadableIsNoEmptyOne() throws IOException {
    Path cut = folder.resolve("access.log.1.gz");
    Files.write(cut, new byte[] {31, (byte) 139, 8, 0});
    AnalysisResult result = analysis(10).of(List.of(cut), (done, total) -> {});
    assertThat(result.lines()).isZero();
    assertThat(result.unreadable()).isOne();
  }

  @Test
  void aDateInTheFutureMakesNoOtherLineLate() throws IOException {
    Path file = folder.resolve("access.log");
    String line = REQUEST.formatted(1);
    Files.writeString(file, line.replace("2025", "2999") + line + line);
    AnalysisResult result = analysis(10).of(List.of(file), (done, total) -> {});
    assertThat(result.lines()).isEqualTo(3);
    assertThat(result.lateLines()).isZero();
  }

  @Test
  void theLastLineNeedsNoNewline() throws IOException {
    Path file = folder.resolve("access.log");
    String line = REQUEST.formatted(1);
    Files.writeString(file, line + line.strip());
    AnalysisResult result = analysis(10).of(List.of(file), (done, total) -> {});
    assertThat(result.lines()).isEqualTo(2);
    assertThat(result.downloads()).hasSize(1);
    assertThat(result.downloads().get(0).row().bytes()).isEqualTo(2_000);
  }

  @Test
  void beyondTheBoundDownloadsAreSummedUpAndNotListed() throws IOException {
    Path file = folder.resolve("access.log");
    StringBuilder lines = new StringBuilder();
    for (int depot = 0; depot < 50; depot++) {
      lines.append(REQUEST.formatted(depot / 10).replace("/depot/7/", "/depot/" + depot + "/"));
    }
    Files.writeString(file, lines);
    AnalysisResult result = analysis(10).of(List.of(file), (done, total) -> {});
    assertThat(result.downloads()).hasSize(10);
    assertThat(result.downloadCount()).isEqualTo(50);
    assertThat(result.services().get(0).bytes()).isEqualTo(50_000);
    assertThat(result.clients().get(0).downloads()).isEqualTo(50);
  }

  @Test
  void progressEndsAtTheWholeSize() throws IOException {
    Path file = folder.resolve("access.log");
    Files.writeString(file, REQUEST.formatted(1).repeat(20_000));
    List<Long> told = new ArrayList<>();
    analysis(10).of(List.of(file), (done, total) -> told.add(total - done));
    assertThat(told).last().isEqualTo(0L);
  }

  @Test
  void aMissingFileIsSaidSo() {
    Path missing = folder.resolve("access.log");
    assertThatThrownBy(() -> analysis(10).of(List.of(missing), (done, total) -> {}))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": there is no such file");
  }

  @Test
  void aFolderWithoutLogsIsSaidSo() {
    assertThatThrownBy(() -> analysis(10).of(List.of(folder), (done, total) -> {}))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(folder + " holds no access.log of any name");
  }

  /** All but the links: how sure one is depends on how far the other log was known by then. */
  private static List<Object> facts(AnalysisResult result) {
    return List.of(
        result.lines(),
        result.badLines(),
        result.sessions(),
        result.bytesSent(),
        result.bytesReceived(),
        result.bytesRead(),
        result.downloads().stream().map(AnalysisResult.Download::row).toList(),
        result.services(),
        result.clients());
  }

  private AnalysisResult generated(String name, String... more) throws IOException {
    Path out = folder.resolve(name);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--seed", "7", "--clients", "12", "--stream-mb", ".08"));
    arguments.addAll(List.of(more));
    Generator.generate(out, arguments.toArray(new String[0]));
    AnalysisResult result = analysis(10_000).of(List.of(out), (done, total) -> {});
    assertThat(result.downloads())
        .extracting(AnalysisResult.Download::row)
        .noneMatch(DownloadRow::active);
    return result;
  }

  private static Analysis analysis(int maxDownloads) {
    ServiceTable table = ServiceTable.load(Optional.empty());
    AnalysisSettings settings =
        new AnalysisSettings(
            CorrelatorSettings.defaults(),
            TailSettings.from(ConfigFactory.defaultReference()),
            ZoneOffset.UTC,
            maxDownloads,
            10_000);
    return new Analysis(settings, table::serviceOf, Clock.systemUTC());
  }
}
