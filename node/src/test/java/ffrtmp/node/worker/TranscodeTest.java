package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real ffmpeg, from the command to the file in its place. */
class TranscodeTest {
  @TempDir Path folder;
  private TestWorker worker;

  @BeforeEach
  void start() throws Exception {
    worker = new TestWorker(folder);
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void aJobWithoutParametersMakesAFileOfItsOwnName() throws Exception {
    JobId job = worker.run(Specs.ffmpeg(Map.of("duration", 1.0, "preset", "ultrafast")));
    WorkerReport.Finished finished = worker.await(WorkerReport.Finished.class);
    Path output = worker.media.resolve("out/" + job + ".mp4");
    Eventually.within(TestWorker.LONG, () -> assertThat(output).isRegularFile());
    assertThat(finished.result().outputBytes()).isEqualTo(Files.size(output));
    assertThat(finished.result().cpuSeconds()).isPositive();
    assertThat(finished.result().peakMemoryBytes()).isGreaterThan(1 << 20);
    assertThat(finished.result().encodingFps()).isPositive();
    Eventually.within(TestWorker.LONG, () -> assertThat(worker.held()).isEmpty());
    Eventually.within(TestWorker.LONG, this::nothingIsLeftOfTheAttempt);
  }

  private void nothingIsLeftOfTheAttempt() {
    assertThat(worker.work.resolve("attempts")).isEmptyDirectory();
  }

  @Test
  void anOutputThatExistsIsNotReplaced() throws Exception {
    Path there = worker.media.resolve("there.mp4");
    Files.writeString(there, "precious");
    worker.run(Specs.ffmpeg(Map.of("duration", 1.0, "output", "there.mp4")));
    WorkerReport.Failed failed = worker.await(WorkerReport.Failed.class);
    assertThat(failed.reason()).isEqualTo(FailureReason.USER_ERROR);
    assertThat(there).hasContent("precious");
  }

  @Test
  void noopEndsWithoutAStart() throws Exception {
    worker.run(Specs.noop(0));
    worker.await(WorkerReport.Finished.class);
    assertThat(worker.jobs.heard(WorkerReport.Started.class)).isEmpty();
  }

  @Test
  void qualityIsMeasuredAgainstTheScaledInput() throws Exception {
    clip("in.mp4");
    worker.run(
        Specs.ffmpeg(
            Map.of("input", "in.mp4", "output", "q.mkv", "quality", true, "resolution", "180p")));
    JobResult result = worker.await(WorkerReport.Finished.class).result();
    assertThat(result.psnrDb()).isBetween(25.0, 60.0);
    assertThat(result.ssim()).isBetween(0.8, 1.0);
    assertThat(result.qoeScore()).isBetween(30.0, 100.0);
    assertThat(result.efficiencyScore()).isBetween(0.1, 100.0);
    assertThat(result.inputBytes()).isEqualTo(Files.size(worker.media.resolve("in.mp4")));
    assertThat(result.vmafScore()).isNull();
  }

  @Test
  void aLadderIsOneFileForEachRung() throws Exception {
    List<Rendition> ladder =
        List.of(
            new Rendition("320x180", "300k", null, null, null, "64k"),
            new Rendition("160x90", "100k", null, null, null, null));
    worker.run(
        Specs.ffmpeg(
            Map.of("duration", 1.0, "output", "l.mp4", "renditions", ladder, "preset", "fast")));
    worker.await(WorkerReport.Finished.class);
    for (String name : List.of("l_320x180.mp4", "l_160x90.mp4")) {
      Eventually.within(
          TestWorker.LONG, () -> assertThat(worker.media.resolve(name)).isNotEmptyFile());
    }
  }

  @Test
  void hlsIsAFolderThatAppearsWhole() throws Exception {
    worker.run(
        Specs.ffmpeg(
            Map.of(
                "duration",
                8.0,
                "output",
                "live/a.m3u8",
                "outputMode",
                OutputMode.HLS,
                "preset",
                "ultrafast",
                "resolution",
                "180p")));
    worker.await(WorkerReport.Finished.class);
    Path playlist = worker.media.resolve("live/a.m3u8");
    Eventually.within(TestWorker.LONG, () -> assertThat(playlist).isNotEmptyFile());
    assertThat(Files.readString(playlist)).contains("#EXT-X-ENDLIST", "segment_00000.ts");
    assertThat(worker.media.resolve("live/segment_00000.ts")).isNotEmptyFile();
  }

  @Test
  void anHlsLadderHasAMasterPlaylist() throws Exception {
    clip("in.mp4");
    List<Rendition> ladder =
        List.of(
            new Rendition("320x180", "300k", null, null, null, null),
            new Rendition("160x90", "100k", null, null, null, null));
    worker.run(
        Specs.ffmpeg(
            Map.of(
                "input",
                "in.mp4",
                "output",
                "abr",
                "outputMode",
                OutputMode.HLS,
                "renditions",
                ladder)));
    worker.await(WorkerReport.Finished.class);
    Path master = worker.media.resolve("abr/index.m3u8");
    Eventually.within(TestWorker.LONG, () -> assertThat(master).isNotEmptyFile());
    assertThat(Files.readString(master)).contains("RESOLUTION=320x180", "RESOLUTION=160x90");
  }

  @Test
  void dashIsAFolderWithAManifest() throws Exception {
    JobId job =
        worker.run(
            Specs.ffmpeg(
                Map.of("duration", 2.0, "outputMode", OutputMode.DASH, "preset", "ultrafast")));
    worker.await(WorkerReport.Finished.class);
    Path manifest = worker.media.resolve("out/" + job + "/manifest.mpd");
    Eventually.within(TestWorker.LONG, () -> assertThat(manifest).isNotEmptyFile());
  }

  @Test
  void aScenarioSetsWhatTheParametersLeaveOpen() throws Exception {
    JobId job = TestWorker.newJob();
    JobSpec plain = Specs.ffmpeg(Map.of("duration", 0.5, "output", "s.mp4"));
    worker.commands.tell(new WorkerCommand.Run(job, 1, Specs.scenario(plain, "144p10-h264")));
    JobResult result = worker.await(WorkerReport.Finished.class).result();
    assertThat(result.metrics()).containsEntry("frames", 5.0);
  }

  private void clip(String name) throws Exception {
    Process made =
        new ProcessBuilder(
                StaticFfmpeg.program().toString(),
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=25:duration=1",
                "-f",
                "lavfi",
                "-i",
                "sine=duration=1",
                worker.media.resolve(name).toString())
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).isZero();
  }
}
