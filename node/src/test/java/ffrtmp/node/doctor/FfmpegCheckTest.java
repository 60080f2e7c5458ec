package ffrtmp.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.StaticFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegCheckTest {
  private static final FfmpegCheck.Devices NONE = new FfmpegCheck.Devices(false, false);

  @TempDir Path folder;

  @Test
  void theEncodersOfARealOneReallyEncode() throws Exception {
    Map<String, Finding> found = look(StaticFfmpeg.program(), NONE);
    Findings.assertOk(found.get("ffmpeg"), "4.4.1");
    for (String encoder : List.of("libx264", "libx265", "aac")) {
      Findings.assertOk(found.get(encoder), "really encodes");
    }
  }

  @Test
  void anEncoderThatIsListedAndDoesNotEncodeIsToldWithWhatItSaid() throws Exception {
    Path broken =
        script(
            """
            case "$*" in
              *-version*) echo "ffmpeg version 9.9 Copyright" ;;
              *-encoders*) printf ' V libx264 \\n V libx265 \\n A aac \\n V h264_nvenc \\n' ;;
              *libx264*) echo "frames"; echo "Cannot load libx264.so" >&2; exit 1 ;;
              *nvenc*) echo "No capable devices found" >&2; exit 1 ;;
            esac
            """);
    Map<String, Finding> found = look(broken, NONE);
    Findings.assertOk(found.get("ffmpeg"), "9.9");
    Findings.assertFails(found.get("libx264"), "Cannot load libx264.so", "anew");
    Findings.assertOk(found.get("libx265"), "really encodes");
    assertThat(found).as("no GPU, so nobody expects it").doesNotContainKey("h264_nvenc");
    Findings.assertWarns(
        look(broken, new FfmpegCheck.Devices(true, false)).get("h264_nvenc"),
        "No capable devices found",
        "driver");
  }

  @Test
  void oneWithoutTheUsualEncodersIsTold() throws Exception {
    Path poor =
        script(
            """
            case "$*" in
              *-version*) echo "ffmpeg version 5.1 Copyright" ;;
              *-encoders*) printf ' A aac \\n' ;;
            esac
            """);
    Map<String, Finding> found = look(poor, NONE);
    Findings.assertFails(found.get("libx264"), "not compiled into", "with libx264");
    Findings.assertWarns(found.get("libx265"), "not compiled into", "with libx265");
  }

  @Test
  void whatIsNoFfmpegIsTold() throws Exception {
    Map<String, Finding> other = look(script("echo hello\n"), NONE);
    Findings.assertFails(other.get("ffmpeg"), "does not answer as ffmpeg does", "--ffmpeg");
    Map<String, Finding> missing = look(folder.resolve("none"), NONE);
    Findings.assertFails(missing.get("ffmpeg"), "is not a program", "--ffmpeg");
  }

  private static Map<String, Finding> look(Path program, FfmpegCheck.Devices devices)
      throws IOException {
    return new FfmpegCheck(program, false, () -> devices)
        .look().stream().collect(Collectors.toMap(Finding::name, finding -> finding));
  }

  private Path script(String body) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "ffmpeg", ""), "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
