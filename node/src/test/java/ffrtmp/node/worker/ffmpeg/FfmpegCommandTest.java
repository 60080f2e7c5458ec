package ffrtmp.node.worker.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.node.worker.Specs;
import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.job.TranscodeParameters;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters on the left, words of ffmpeg's command line on the right. */
class FfmpegCommandTest {
  private static final Set<String> ENCODERS =
      Set.of(
          "libx264",
          "libx265",
          "libvpx-vp9",
          "libaom-av1",
          "libsvtav1",
          "h264_nvenc",
          "h264_qsv",
          "h264_vaapi",
          "h264_videotoolbox");
  private static final MediaSource FILE = new MediaSource.LocalFile(Path.of("/m/-in.mp4"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "codec=h264;crf=23;preset=fast;tune=film | -c:v libx264 -crf 23 -preset fast -tune film",
        "codec=hevc;bitrate=2M                  | -c:v libx265 -b:v 2M",
        "codec=vp9;crf=30                       | -c:v libvpx-vp9 -crf 30 -b:v 0 -row-mt 1",
        "codec=vp9;preset=ultrafast             | -c:v libvpx-vp9 -cpu-used 5 -row-mt 1",
        "codec=libaom-av1;preset=medium         | -c:v libaom-av1 -cpu-used 3 -row-mt 1",
        "codec=av1;preset=fast                  | -c:v libsvtav1 -preset 8",
        "codec=h264_nvenc;crf=20;preset=slow    | -c:v h264_nvenc -cq 20 -preset p6",
        "codec=h264_qsv;crf=20                  | -c:v h264_qsv -global_quality 20",
        "codec=h264_videotoolbox;crf=20         | -c:v h264_videotoolbox -q:v 20",
        "maxrate=3M;bufsize=6M                  | -maxrate 3M -bufsize 6M",
        "gop=48;threads=2                       | -g 48 -pix_fmt yuv420p -threads 2",
        "pixFmt=yuv420p10le                     | -pix_fmt yuv420p10le",
        "resolution=1280x720                    | -vf scale=1280:720",
        "resolution=720p                        | -vf scale=-2:720",
        "audioCodec=opus;audioBitrate=96k       | -c:a libopus -b:a 96k",
        "audioCodec=none                        | -an",
        "codec=copy;audioCodec=copy             | -c:v copy -c:a copy",
        "hwaccel=cuda                           | -hwaccel cuda",
        "codec=h264_vaapi                       | -vf format=nv12,hwupload -c:v h264_vaapi",
      })
  void aParameterBecomesTheseWords(String parameters, String words) throws Exception {
    assertThat(String.join(" ", file(parameters))).contains(words);
  }

  @Test
  void anInputIsAPathAndNothingElse() throws Exception {
    assertThat(file("start=1.5;duration=3"))
        .containsSubsequence("-ss", "1.500000", "-t", "3", "-protocol_whitelist", "file")
        .containsSubsequence("-format_whitelist", "-i", "file:/m/-in.mp4")
        .startsWith("-nostdin");
  }

  @Test
  void withoutAnInputThereIsAPictureAndATone() throws Exception {
    assertThat(
            FfmpegCommand.build(
                TranscodeParameters.NONE,
                new MediaSource.Generated(),
                List.of(Path.of("/m/o.mp4")),
                ENCODERS,
                true))
        .containsSubsequence("lavfi", "-i", "testsrc2=size=1280x720:rate=30:duration=10")
        .containsSubsequence("lavfi", "-i", "sine=frequency=1000:sample_rate=48000:duration=10")
        .endsWith("-movflags", "+faststart", "file:/m/o.mp4");
  }

  @Test
  void aUrlMayUseWhatItsSchemeNeedsAndNoMore() throws Exception {
    assertThat(
            FfmpegCommand.build(
                TranscodeParameters.NONE,
                new MediaSource.Remote("https://h/x.mp4"),
                List.of(Path.of("/m/o.mp4")),
                ENCODERS,
                true))
        .containsSubsequence(
            "-protocol_whitelist", "https,http,tls,tcp,crypto", "-i", "https://h/x.mp4");
  }

  @Test
  void aLadderIsSplitOnceAndScaledForEachRung() throws Exception {
    List<Rendition> ladder =
        List.of(
            new Rendition("720p", "3M", null, null, null, null),
            new Rendition("360p", null, null, null, 30, "64k"));
    List<String> words =
        FfmpegCommand.build(
            Specs.parameters(Map.of("renditions", ladder, "crf", 20)),
            FILE,
            List.of(Path.of("/m/a.mp4"), Path.of("/m/b.mp4")),
            ENCODERS,
            true);
    assertThat(words)
        .contains("[0:v:0]split=2[s0][s1];[s0]scale=-2:720[v0];[s1]scale=-2:360[v1]")
        .containsSubsequence("-map", "[v0]", "-b:v", "3M", "file:/m/a.mp4")
        .containsSubsequence("-map", "[v1]", "-crf", "30", "-b:a", "64k", "file:/m/b.mp4")
        .doesNotContain("20");
  }

  @Test
  void aLadderOfASilentInputHasNoAudioVariants() throws Exception {
    List<Rendition> ladder =
        List.of(
            new Rendition("720p", null, null, null, null, null),
            new Rendition("360p", null, null, null, null, null));
    Map<String, Object> members = Map.of("renditions", ladder, "outputMode", OutputMode.HLS);
    List<Path> folder = List.of(Path.of("/m/x"));
    assertThat(FfmpegCommand.build(Specs.parameters(members), FILE, folder, ENCODERS, false))
        .containsSubsequence("-var_stream_map", "v:0 v:1");
    assertThat(FfmpegCommand.build(Specs.parameters(members), FILE, folder, ENCODERS, true))
        .containsSubsequence("-var_stream_map", "v:0,a:0 v:1,a:1");
  }

  @Test
  void aLiveStreamReadsItsInputInRealTime() throws Exception {
    Map<String, Object> members =
        Map.of("outputMode", OutputMode.RTMP, "rtmpUrl", "rtmp://h/app", "streamKey", "k");
    assertThat(FfmpegCommand.build(Specs.parameters(members), FILE, List.of(), ENCODERS, true))
        .containsSubsequence("-re", "-i", "file:/m/-in.mp4", "-f", "flv", "rtmp://h/app/k");
  }

  @Test
  void aLiveStreamGoesNowhereButToRtmp() {
    assertThatThrownBy(
            () ->
                FfmpegCommand.build(
                    Specs.parameters(
                        Map.of("outputMode", OutputMode.RTMP, "rtmpUrl", "file:///etc/x")),
                    FILE,
                    List.of(),
                    ENCODERS,
                    true))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"preset=-y", "tune=a b", "pixFmt=x;y", "bitrate=1M[x]", "hwaccel=../x"})
  void aValueThatIsNoPlainWordIsRefused(String parameters) {
    assertThatThrownBy(() -> file(parameters)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"codec=vvc", "codec=av1_nvenc"})
  void anEncoderThatDoesNotWorkHereIsRefused(String parameters) {
    assertThatThrownBy(() -> file(parameters)).hasMessageContaining("no encoder for");
  }

  private static List<String> file(String parameters) throws Refused {
    return FfmpegCommand.build(
        parameters(parameters), FILE, List.of(Path.of("/m/o.mp4")), ENCODERS, true);
  }

  private static TranscodeParameters parameters(String text) {
    Map<String, Object> members = new HashMap<>();
    for (String pair : text.trim().split(";(?=\\w+=)", -1)) {
      int equals = pair.indexOf('=');
      members.put(
          pair.substring(0, equals), value(pair.substring(0, equals), pair.substring(equals + 1)));
    }
    return Specs.parameters(members);
  }

  private static Object value(String name, String text) {
    return switch (name) {
      case "crf", "gop", "threads" -> Integer.valueOf(text);
      case "start", "duration", "fps" -> Double.valueOf(text);
      default -> text;
    };
  }
}
