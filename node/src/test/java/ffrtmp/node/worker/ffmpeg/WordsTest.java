package ffrtmp.node.worker.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.Specs;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.Progress;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ffmpeg says, and what names say, and what is made of it. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "1080p30-h264, 1080, 30, h264",
    "4K60-hevc, 2160, 60, hevc",
    "720p25-H265, 720, 25, hevc",
    "8k24-av1, 4320, 24, av1"
  })
  void aScenarioSaysItsPictureRateAndCodec(String name, int height, double fps, String codec) {
    assertThat(Scenario.parse(name)).contains(new Scenario(height, fps, codec));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nightly", "1080p-h264", "1080p0-h264", "1080p30-mpeg2", "9999p30-h264"})
  void anyOtherScenarioIsOnlyAName(String name) {
    assertThat(Scenario.parse(name)).isEmpty();
  }

  @Test
  void whatTheParametersSayWinsOverTheScenario() {
    var filled = new Scenario(1080, 30, "h264").fill(Specs.parameters(Map.of("codec", "vp9")));
    assertThat(filled.codec()).isEqualTo("vp9");
    assertThat(filled.resolution()).isEqualTo("1080p");
    assertThat(filled.fps()).isEqualTo(30);
  }

  @Test
  void aBlockOfProgressIsRead() {
    ProgressParser parser = new ProgressParser();
    String block = "frame=50\nfps=25.5\nbitrate= 812.3kbits/s\nout_time_us=2000000\nspeed=1.5x";
    block.lines().forEach(line -> assertThat(parser.line(line)).isFalse());
    assertThat(parser.line("progress=continue")).isTrue();
    assertThat(parser.progress(8.0)).isEqualTo(new Progress(25.0, 50L, 25.5, 1.5, 812.3, 2.0, 4.0));
    assertThat(parser.progress(null).percent()).isNull();
    assertThat(parser.badLines()).isZero();
  }

  @Test
  void whatIsNotKnownYetIsNoBadLine() {
    ProgressParser parser = new ProgressParser();
    "frame=0\nbitrate=N/A\nout_time_us=N/A\nspeed=N/A".lines().forEach(parser::line);
    assertThat(parser.progress(8.0).speed()).isNull();
    assertThat(parser.badLines()).isZero();
  }

  @Test
  void linesThatMakeNoSenseAreCountedAndChangeNothing() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ProgressParser parser = new ProgressParser();
    parser.line("frame=7");
    int bad = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      parser.line("frame=x" + new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      bad++;
    }
    assertThat(parser.badLines()).as("seed %d", seed).isEqualTo(bad);
    assertThat(parser.frame()).as("seed %d", seed).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | x.mp4: No such file or directory | INPUT_ERROR",
        "1 | Invalid data found when processing input | INPUT_ERROR",
        "1 | av_interleaved_write_frame(): No space left on device | RESOURCE_ERROR",
        "1 | Connection refused | NETWORK_ERROR",
        "1 | Unrecognized option 'x' | USER_ERROR",
        "1 | Something else | RUNTIME_ERROR",
        "137 | Killed | RESOURCE_ERROR",
        "139 | No such file or directory | RUNTIME_ERROR",
      })
  void anErrorIsKnownByItsWords(int status, String log, FailureReason reason) {
    assertThat(FailureText.reason(status, log)).isEqualTo(reason);
  }

  @Test
  void secretsStayOutOfTheLog() {
    Secrets secrets = new Secrets(Specs.parameters(Map.of("streamKey", "k3y")));
    assertThat(secrets.mask("to rtmp://u:p@h/app/k3y ok")).isEqualTo("to rtmp://***@h/app/*** ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to rtmp://ada:se@cret@host.example/live | to rtmp://***@host.example/live",
        "http://a@b@c@host.example:8443?d=e@f | http://***@host.example:8443?d=e@f",
        "https://host.example/@ada/in.mp4: 404 | https://host.example/@ada/in.mp4: 404",
        "tcp://h.example refused ada@home | tcp://h.example refused ada@home",
        "from http://u:p@a.example/x to rtmp://v:q@b.example/y"
            + " | from http://***@a.example/x to rtmp://***@b.example/y",
      })
  void aPasswordThatContainsAnAtSignStaysOutOfTheLogWhole(String line, String shown) {
    Secrets secrets = new Secrets(Specs.parameters(Map.of()));
    assertThat(secrets.mask(line)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtmp://ada:se@cret@host.example/live/key",
        "https://ada@host.example?a=b@c",
        "https://host.example/@ada",
        "srt://u:p@h.example#f@g"
      })
  void theLogMasksAUrlAsTheJobDoes(String url) {
    var parameters = Specs.parameters(Map.of("input", url));
    assertThat(new Secrets(parameters).mask(url)).isEqualTo(parameters.masked().input());
  }

  @Test
  void ffmpegTellsLengthSizeAndCost() {
    FfmpegLog log = new FfmpegLog(new Secrets(Specs.parameters(Map.of())));
    log.line("  Duration: 01:02:03.50, start: 0.000000, bitrate: 1 kb/s");
    log.line("    Stream #0:0: Video: h264 (High), yuv420p, 640x360, 25 fps");
    log.line("Output #0, mp4, to 'file:x':");
    log.line("    Stream #0:0: Video: h264 (avc1 / 0x31637661), yuv420p, 320x180, q=2-31, 25 fps");
    log.line("bench: utime=1.250s stime=0.250s rtime=0.900s");
    log.line("bench: maxrss=2048kB");
    assertThat(log.inputSeconds()).hasValue(3723.5);
    assertThat(log.pixels()).hasValue(320 * 180);
    assertThat(log.cpuSeconds()).hasValue(1.5);
    assertThat(log.peakMemory()).hasValue(2 << 20);
  }

  @Test
  void qualityIsReadAndScored() {
    Quality quality =
        Quality.parse(
            """
            [Parsed_ssim_9 @ 0x1] SSIM Y:0.9 (10) U:0.9 (10) V:0.9 (10) All:0.950000 (13.0)
            [Parsed_psnr_8 @ 0x1] PSNR y:34.0 u:36.0 v:36.0 average:35.000000 min:30.0 max:40.0
            """);
    assertThat(quality).isEqualTo(new Quality(35.0, 0.95, null));
    assertThat(Scores.qoe(quality)).isEqualTo(70.0);
    assertThat(Scores.qoe(new Quality(35.0, 0.95, 84.3))).isEqualTo(84.3);
    assertThat(Scores.qoe(Quality.NONE)).isNull();
  }

  @Test
  void equalPicturesHaveNoPsnr() {
    assertThat(Quality.parse("PSNR y:inf u:inf v:inf average:inf min:inf").psnrDb()).isNull();
  }

  @Test
  void efficiencyIsHalfAtThirtyMegapixelsPerCpuSecond() {
    assertThat(Scores.efficiency(30L, 1_000_000L, 1.0)).isEqualTo(50.0);
    assertThat(Scores.efficiency(30L, null, 1.0)).isNull();
    assertThat(Scores.efficiency(30L, 1_000_000L, 0.0)).isNull();
  }
}
