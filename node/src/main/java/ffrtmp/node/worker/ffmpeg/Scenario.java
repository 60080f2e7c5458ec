package ffrtmp.node.worker.ffmpeg;

import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario whose name says what it wants, such as {@code 1080p30-h264} or {@code 4K60-hevc}. It
 * sets what the parameters leave open. Any other scenario is only a name.
 *
 * @param height lines of the picture
 * @param fps frames per second
 * @param codec {@code h264}, {@code hevc}, {@code vp9} or {@code av1}
 */
public record Scenario(int height, double fps, String codec) {
  private static final Pattern NAME =
      Pattern.compile("(\\d{3,4}p|[248]k)(\\d{1,3})-(h264|h265|hevc|vp9|av1)");
  private static final Map<String, Integer> HEIGHTS = Map.of("2k", 1440, "4k", 2160, "8k", 4320);

  /** Absent when the name says nothing to a worker. */
  public static Optional<Scenario> parse(String name) {
    Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) return Optional.empty();
    String size = matcher.group(1);
    int height =
        size.endsWith("p")
            ? Integer.parseInt(size.substring(0, size.length() - 1))
            : HEIGHTS.getOrDefault(size, 2160);
    int fps = Integer.parseInt(matcher.group(2));
    if (height < 16 || height > 8640 || fps < 1 || fps > 480) return Optional.empty();
    String codec = matcher.group(3).equals("h265") ? "hevc" : matcher.group(3);
    return Optional.of(new Scenario(height, fps, codec));
  }

  /** The job's parameters, with what they leave open set by its scenario, if that says anything. */
  public static TranscodeParameters applied(JobSpec spec) {
    TranscodeParameters given = spec.parameters();
    if (spec.scenario() == null) return given;
    return parse(spec.scenario()).map(s -> s.fill(given)).orElse(given);
  }

  /** The parameters, with what they left open set by this scenario. */
  public TranscodeParameters fill(TranscodeParameters p) {
    return new TranscodeParameters(
        p.input(),
        p.output(),
        p.codec() == null ? codec : p.codec(),
        p.bitrate(),
        p.maxrate(),
        p.bufsize(),
        p.crf(),
        p.preset(),
        p.tune(),
        p.resolution() == null ? height + "p" : p.resolution(),
        p.fps() == null ? Double.valueOf(fps) : p.fps(),
        p.gop(),
        p.pixFmt(),
        p.audioCodec(),
        p.audioBitrate(),
        p.threads(),
        p.duration(),
        p.start(),
        p.hwaccel(),
        p.outputMode(),
        p.rtmpUrl(),
        p.streamKey(),
        p.renditions(),
        p.quality(),
        p.overwrite(),
        p.sleepMs(),
        p.fail());
  }
}
