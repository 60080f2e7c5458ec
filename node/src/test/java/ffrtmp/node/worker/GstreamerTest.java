package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.Requires;
import ffrtmp.node.worker.process.CommandLines;
import ffrtmp.node.worker.process.ProcStat;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real gst-launch on a node without ffmpeg; what it wrote is read by ffmpeg. */
class GstreamerTest {
  @TempDir Path folder;
  private TestWorker worker;

  @BeforeEach
  void start() throws Exception {
    Path launch = Requires.program("gst-launch-1.0");
    worker = new TestWorker(folder, null, launch, Duration.ofSeconds(60), null);
  }

  @AfterEach
  void stop() {
    if (worker != null) worker.close();
  }

  @Test
  void theNodeDeclaresWhatItReallyEncoded() {
    assertThat(worker.workshop.facts().capabilities())
        .contains("gstreamer", "h264", "x264enc", "hevc", "vp9", "avenc_aac")
        .doesNotContain("ffmpeg", "libx264");
  }

  @Test
  void aGeneratedPictureHasTheSizeRateAndLengthThatWereTold() throws Exception {
    JobId job =
        worker.run(
            gstreamer(
                Map.of(
                    "duration",
                    2.0,
                    "resolution",
                    "320x180",
                    "fps",
                    15.0,
                    "preset",
                    "veryfast",
                    "bitrate",
                    "300k",
                    "gop",
                    15,
                    "audioBitrate",
                    "64k")));
    JobResult result = worker.await(WorkerReport.Finished.class).result();
    assertThat(result.metrics()).containsEntry("frames", 30.0);
    assertThat(result.metrics().get("out_time_seconds")).isBetween(1.9, 2.1);
    assertThat(result.cpuSeconds()).isPositive();
    Path output = worker.media.resolve("out/" + job + ".mp4");
    Eventually.within(TestWorker.LONG, () -> assertThat(output).isRegularFile());
    assertThat(result.outputBytes()).isEqualTo(Files.size(output));
    assertThat(described(output))
        .contains("Video: h264", "320x180", "15 fps", "Audio: aac", "Duration: 00:00:02");
    List<WorkerReport.Progressed> said = worker.jobs.heard(WorkerReport.Progressed.class);
    assertThat(said).isNotEmpty();
    Progress last = said.get(said.size() - 1).progress();
    assertThat(last.percent()).isBetween(1.0, 100.0);
  }

  @Test
  void aFileIsTranscodedWithItsSoundWhateverItsNameHolds() throws Exception {
    String name = "a b ! \"q\" x264enc ! 'r' \\ = $(id) \\\"s #1; % .mp4";
    clip("plain.mp4", true);
    Files.move(worker.media.resolve("plain.mp4"), worker.media.resolve(name));
    String output = "o ! \" p filesink location=z ' \\q.mkv";
    worker.run(
        gstreamer(
            Map.of("input", name, "output", output, "resolution", "90p", "preset", "ultrafast")));
    JobResult result = worker.await(WorkerReport.Finished.class).result();
    Path written = worker.media.resolve(output);
    Eventually.within(TestWorker.LONG, () -> assertThat(written).isRegularFile());
    assertThat(described(written))
        .contains("Video: h264", "160x90", "Audio: aac", "Duration: 00:00:02");
    assertThat(result.inputBytes()).isEqualTo(Files.size(worker.media.resolve(name)));
    assertThat(result.metrics()).containsEntry("frames", 50.0);
    try (var all = Files.list(worker.media)) {
      assertThat(all).hasSize(2);
    }
  }

  @Test
  void aFileWithoutSoundIsTranscodedToo() throws Exception {
    clip("mute.mp4", false);
    worker.run(gstreamer(Map.of("input", "mute.mp4", "output", "m.mp4", "codec", "hevc")));
    worker.await(WorkerReport.Finished.class);
    Path written = worker.media.resolve("m.mp4");
    Eventually.within(TestWorker.LONG, () -> assertThat(written).isRegularFile());
    assertThat(described(written)).contains("Video: hevc").doesNotContain("Audio:");
  }

  @Test
  void vp9AndOpusGoIntoMatroska() throws Exception {
    worker.run(
        gstreamer(
            Map.of(
                "duration",
                1.0,
                "resolution",
                "160x90",
                "codec",
                "vp9",
                "audioCodec",
                "opus",
                "output",
                "v.mkv",
                "bitrate",
                "200k",
                "threads",
                2)));
    worker.await(WorkerReport.Finished.class);
    Path written = worker.media.resolve("v.mkv");
    Eventually.within(TestWorker.LONG, () -> assertThat(written).isRegularFile());
    assertThat(described(written)).contains("Video: vp9", "Audio: opus");
  }

  @Test
  void whatItCannotDoIsNamed() throws Exception {
    WorkerReport.Failed failed =
        failure(
            Map.of("crf", 20, "start", 1.0, "input", "x.mp4", "tune", "film", "output", "o.webm"));
    assertThat(failed.reason()).isEqualTo(FailureReason.USER_ERROR);
    assertThat(failed.error()).endsWith(": output, crf, tune, start");
  }

  @Test
  void aWordThatIsNoPresetBecomesNoProperty() throws Exception {
    WorkerReport.Failed failed = failure(Map.of("preset", "fast ! fakesink"));
    assertThat(failed.reason()).isEqualTo(FailureReason.USER_ERROR);
    assertThat(failed.error()).endsWith(": preset");
  }

  @Test
  void aPlaylistIsRefusedUnderAnyName() throws Exception {
    Files.writeString(
        worker.media.resolve("film.mp4"),
        "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
    assertThat(failure(Map.of("input", "film.mp4")).reason()).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void aFileThatOnlyBeginsLikeAFilmIsAnInputError() throws Exception {
    Files.writeString(worker.media.resolve("half.mp4"), "\0\0\0\u0018ftypmp42 and nothing else");
    assertThat(failure(Map.of("input", "half.mp4")).reason()).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void itIsPausedResumedAndCanceled() throws Exception {
    JobId job =
        worker.run(gstreamer(Map.of("duration", 600.0, "resolution", "720p", "preset", "slower")));
    worker.await(WorkerReport.Progressed.class);
    worker.commands.tell(new WorkerCommand.Pause(job, 1));
    Eventually.within(Duration.ofSeconds(5), () -> assertThat(state(job)).isEqualTo('T'));
    worker.commands.tell(new WorkerCommand.Resume(job, 1));
    Eventually.within(Duration.ofSeconds(5), () -> assertThat(state(job)).isIn('R', 'S', 'D'));
    worker.commands.tell(new WorkerCommand.Stop(job, 1));
    worker.await(WorkerReport.Stopped.class);
    assertThat(CommandLines.mentioning(job.toString())).isEmpty();
    try (var left = Files.list(worker.media.resolve("out"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void autoTakesGstreamerWhereThereIsNothingElse() throws Exception {
    worker.run(Specs.spec(Engine.AUTO, Specs.parameters(SMALL), null));
    assertThat(worker.await(WorkerReport.Finished.class).log()).contains("Got EOS from element");
  }

  @Test
  void autoTakesFfmpegWhereItCanDoTheJob() throws Exception {
    worker.close();
    worker = both();
    worker.run(Specs.spec(Engine.AUTO, Specs.parameters(SMALL), null));
    assertThat(worker.await(WorkerReport.Finished.class).log()).contains("Output #0");
  }

  @Test
  void autoTakesGstreamerWhereFfmpegHasNoSuchEncoder() throws Exception {
    worker.close();
    worker = both();
    worker.run(
        Specs.spec(
            Engine.AUTO,
            Specs.parameters(Map.of("duration", 0.5, "resolution", "160x90", "codec", "x264enc")),
            null));
    assertThat(worker.await(WorkerReport.Finished.class).log()).contains("Got EOS from element");
  }

  private static final Map<String, Object> SMALL =
      Map.of("duration", 0.5, "resolution", "160x90", "preset", "ultrafast");

  private TestWorker both() throws Exception {
    return new TestWorker(
        folder.resolve("both"),
        StaticFfmpeg.program(),
        Requires.program("gst-launch-1.0"),
        Duration.ofSeconds(60),
        null);
  }

  private static JobSpec gstreamer(Map<String, ?> parameters) {
    return Specs.spec(Engine.GSTREAMER, Specs.parameters(parameters), null);
  }

  private WorkerReport.Failed failure(Map<String, ?> parameters) throws Exception {
    worker.run(gstreamer(parameters));
    return worker.await(WorkerReport.Failed.class);
  }

  private static char state(JobId job) {
    return CommandLines.mentioning(job.toString()).stream()
        .findFirst()
        .map(ProcStat::state)
        .orElse('-');
  }

  private void clip(String name, boolean sound) throws Exception {
    String graph =
        "testsrc2=size=320x180:rate=25:duration=2[out0]" + (sound ? ";sine=duration=2[out1]" : "");
    ffmpeg("-v", "error", "-f", "lavfi", "-i", graph, worker.media.resolve(name).toString());
    assertThat(worker.media.resolve(name)).isNotEmptyFile();
  }

  private static String described(Path file) throws Exception {
    return ffmpeg("-hide_banner", "-i", file.toString(), "-f", "null", "-");
  }

  private static String ffmpeg(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(new java.util.ArrayList<>(List.of(words)));
    builder.command().add(0, StaticFfmpeg.program().toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return text;
  }
}
