package ffrtmp.node.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the demo's input, and decodes its outputs from end to end: ffmpeg's word, not the job's.
 */
final class MediaCheck {
  private static final Pattern DURATION =
      Pattern.compile("Duration: (\\d+):(\\d+):(\\d+(?:\\.\\d+)?)");
  private static final Pattern VIDEO = Pattern.compile("Video: (\\w+)");

  private final Path ffmpeg;

  MediaCheck(Path ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  void makeInput(Path file, int seconds) throws IOException, InterruptedException {
    Ended ended =
        run(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=30",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440",
                "-t",
                String.valueOf(seconds),
                "-c:v",
                "mpeg4",
                "-q:v",
                "3",
                "-c:a",
                "aac",
                file.toString()));
    if (ended.status != 0) throw new IOException("ffmpeg could not make the input: " + ended.text);
  }

  /** What is wrong with the output; empty: it is whole, of this codec, and of about this length. */
  Optional<String> wrong(Path file, String codec, double seconds)
      throws IOException, InterruptedException {
    Ended ended = run(List.of("-xerror", "-i", file.toString(), "-f", "null", "-"));
    if (ended.status != 0) return Optional.of("does not decode: " + ended.text.strip());
    Matcher video = VIDEO.matcher(ended.text);
    if (!video.find()) return Optional.of("has no picture");
    if (!video.group(1).equals(codec))
      return Optional.of("is " + video.group(1) + " and not " + codec);
    Matcher duration = DURATION.matcher(ended.text);
    if (!duration.find()) return Optional.of("has no length");
    double length =
        Integer.parseInt(duration.group(1)) * 3600.0
            + Integer.parseInt(duration.group(2)) * 60.0
            + Double.parseDouble(duration.group(3));
    if (Math.abs(length - seconds) > 0.5)
      return Optional.of("is " + length + " s long and not " + seconds);
    return Optional.empty();
  }

  private Ended run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(ffmpeg.toString(), "-hide_banner", "-nostdin", "-nostats", "-y"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readNBytes(1 << 20), StandardCharsets.UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("ffmpeg did not end within 2 minutes");
    }
    return new Ended(process.exitValue(), text);
  }

  private record Ended(int status, String text) {}
}
