package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what a job wishes that this engine cannot do. Pure. */
final class GstWishes {
  private static final Set<String> CONTAINERS = Set.of("mp4", "m4v", "mov", "mkv");
  private static final Set<String> SOUND = Set.of("aac", "opus", "none");
  private static final Pattern SIZE = Pattern.compile("\\d{2,5}x\\d{2,5}|\\d{2,4}[pP]");
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private GstWishes() {}

  /** The names of the parameters that cannot be met, in the order of their declaration. */
  static List<String> unmet(TranscodeParameters p) {
    Map<String, Boolean> unmet = new LinkedHashMap<>();
    unmet.put("input", p.input() != null && URL.matcher(p.input()).matches());
    unmet.put("output", p.output() != null && !CONTAINERS.contains(extension(p.output())));
    unmet.put("codec", GstEncoder.of(p.codec()).isEmpty());
    unmet.put("bitrate", isUnreadable(p.bitrate()));
    unmet.put("maxrate", p.maxrate() != null);
    unmet.put("bufsize", p.bufsize() != null);
    unmet.put("crf", p.crf() != null);
    unmet.put("tune", p.tune() != null);
    unmet.put("resolution", p.resolution() != null && !SIZE.matcher(p.resolution()).matches());
    unmet.put("pix_fmt", p.pixFmt() != null && !p.pixFmt().equals("yuv420p"));
    unmet.put("audio_codec", p.audioCodec() != null && !SOUND.contains(p.audioCodec()));
    unmet.put("audio_bitrate", isUnreadable(p.audioBitrate()));
    unmet.put("duration", p.duration() != null && p.input() != null);
    unmet.put("start", p.start() != null && p.input() != null);
    unmet.put("hwaccel", p.hwaccel() != null && !p.hwaccel().equals("none"));
    unmet.put("output_mode", p.mode() != OutputMode.FILE);
    unmet.put("renditions", p.renditions() != null && !p.renditions().isEmpty());
    unmet.put("quality", Boolean.TRUE.equals(p.quality()));
    List<String> names = new ArrayList<>();
    unmet.forEach(
        (name, is) -> {
          if (is) names.add(name);
        });
    GstEncoder.of(p.codec()).ifPresent(encoder -> names.addAll(encoder.deaf(p)));
    return names;
  }

  /**
   * @throws Refused user_error that names each parameter that cannot be met
   */
  static void check(TranscodeParameters p) throws Refused {
    List<String> unmet = unmet(p);
    if (unmet.isEmpty()) return;
    throw Refused.userError("engine gstreamer cannot do as told: " + String.join(", ", unmet));
  }

  private static boolean isUnreadable(@Nullable String rate) {
    return rate != null && !Bits.readable(rate);
  }

  static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
