package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.worker.WorkerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job may not ask, with real ffmpeg behind it: no file outside the roots is ever read. */
class RefusalsTest {
  @TempDir Path folder;
  private TestWorker worker;
  private Path secret;

  @BeforeEach
  void start() throws Exception {
    worker = new TestWorker(folder);
    secret = Files.writeString(folder.resolve("secret.txt"), "secret");
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void anInputAboveTheRootIsRefused() throws Exception {
    assertThat(failure(Map.of("input", "../secret.txt"))).isEqualTo(FailureReason.USER_ERROR);
  }

  @Test
  void anAbsoluteInputOutsideTheRootIsRefused() throws Exception {
    assertThat(failure(Map.of("input", secret.toString()))).isEqualTo(FailureReason.USER_ERROR);
  }

  @Test
  void aLinkThatLeadsOutIsRefused() throws Exception {
    Files.createSymbolicLink(worker.media.resolve("innocent.mp4"), secret);
    assertThat(failure(Map.of("input", "innocent.mp4"))).isEqualTo(FailureReason.USER_ERROR);
  }

  @Test
  void aFolderThatLeadsOutIsRefusedForAnOutput() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(worker.media.resolve("sub"), outside);
    assertThat(failure(Map.of("output", "sub/new/x.mp4"))).isEqualTo(FailureReason.USER_ERROR);
    try (Stream<Path> made = Files.list(outside)) {
      assertThat(made).isEmpty();
    }
  }

  @Test
  void anInputNamedLikeAnOptionIsRefused() throws Exception {
    Files.writeString(worker.media.resolve("-y"), "no media");
    assertThat(failure(Map.of("input", "-y"))).isEqualTo(FailureReason.USER_ERROR);
  }

  @Test
  void aProtocolIsRefused() throws Exception {
    assertThat(failure(Map.of("input", "concat:a.ts|b.ts"))).isEqualTo(FailureReason.USER_ERROR);
  }

  @Test
  void aSchemeThatIsNotAllowedIsRefused() throws Exception {
    assertThat(failure(Map.of("input", "http://127.0.0.1:1/x.mp4")))
        .isEqualTo(FailureReason.USER_ERROR);
  }

  @Test
  void aMissingInputIsAnInputError() throws Exception {
    assertThat(failure(Map.of("input", "missing.mp4"))).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void anInputThatIsNoMediaIsAnInputError() throws Exception {
    Files.writeString(worker.media.resolve("text.mp4"), "no media at all");
    assertThat(failure(Map.of("input", "text.mp4"))).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void aPlaylistThatPointsAtAFileOutsideIsRefused() throws Exception {
    playlist("list.m3u8", "#EXTM3U\n#EXTINF:1,\nfile:" + secret + "\n#EXT-X-ENDLIST\n");
    assertThat(failure(Map.of("input", "list.m3u8"))).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void aPlaylistUnderAnotherNameIsRefusedToo() throws Exception {
    playlist("film.mp4", "#EXTM3U\n#EXTINF:1,\nfile:" + secret + "\n#EXT-X-ENDLIST\n");
    assertThat(failure(Map.of("input", "film.mp4"))).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void aListOfFilesToConcatenateIsRefused() throws Exception {
    playlist("film.mkv", "ffconcat version 1.0\nfile " + secret + "\n");
    assertThat(failure(Map.of("input", "film.mkv"))).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void anOutputThatWouldBeManyFilesIsRefused() throws Exception {
    assertThat(failure(Map.of("output", "x.m3u8"))).isEqualTo(FailureReason.USER_ERROR);
    assertThat(failure(Map.of("output", "x%d.png"))).isEqualTo(FailureReason.USER_ERROR);
  }

  @Test
  void anEncoderThatIsNotHereIsACapabilityMismatch() throws Exception {
    assertThat(failure(Map.of("codec", "av1_nvenc"))).isEqualTo(FailureReason.CAPABILITY_MISMATCH);
  }

  private void playlist(String name, String text) throws IOException {
    Files.writeString(worker.media.resolve(name), text);
  }

  private FailureReason failure(Map<String, ?> parameters) throws Exception {
    int before = worker.jobs.heard(WorkerReport.Failed.class).size();
    worker.run(Specs.ffmpeg(parameters));
    Eventually.within(
        TestWorker.LONG,
        () ->
            assertThat(worker.jobs.heard(WorkerReport.Failed.class).size()).isGreaterThan(before));
    assertThat(worker.jobs.heard(WorkerReport.Finished.class)).isEmpty();
    WorkerReport.Failed failed = worker.jobs.heard(WorkerReport.Failed.class).get(before);
    assertThat(failed.error()).doesNotContain("secret\n");
    assertThat(String.valueOf(failed.log())).doesNotContain("secret\n");
    return failed.reason();
  }
}
