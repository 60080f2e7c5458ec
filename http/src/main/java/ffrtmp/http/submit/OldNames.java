package ffrtmp.http.submit;

import ffrtmp.protocol.job.OutputMode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters that have had other names or values, read as what they mean today. */
final class OldNames {
  private static final Map<String, String> CODECS =
      Map.of("h265", "hevc", "libvpx_vp9", "libvpx-vp9");
  private static final Map<String, String> ACCELERATORS = Map.of("nvenc", "cuda", "nvdec", "cuda");
  private static final Set<String> KNOWN_ACCELERATORS =
      Set.of("none", "auto", "cuda", "qsv", "vaapi", "videotoolbox");

  private OldNames() {}

  static @Nullable String codec(Fields f) {
    String codec = f.text("codec", Syntax.CODEC);
    return codec == null ? null : CODECS.getOrDefault(codec, codec);
  }

  static @Nullable String hwaccel(Fields f) {
    String said = f.text("hwaccel", Syntax.WORD);
    if (said == null) return null;
    String hwaccel = ACCELERATORS.getOrDefault(said, said);
    if (KNOWN_ACCELERATORS.contains(hwaccel)) return hwaccel;
    f.refuse("hwaccel", "must be one of none, auto, cuda, qsv, vaapi, videotoolbox");
    return null;
  }

  /** {@code stream} is what the old system also called RTMP. */
  static @Nullable OutputMode outputMode(Fields f) {
    String said = f.text("output_mode", Syntax.WORD);
    if (said == null) return null;
    if (said.equals("stream")) return OutputMode.RTMP;
    for (OutputMode mode : OutputMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(said)) return mode;
    }
    f.refuse("output_mode", "must be one of file, rtmp, hls, dash");
    return null;
  }

  /** A number, or 0 for the encoder's own choice; the old system wrote it as a text. */
  static @Nullable Integer threads(Fields f) {
    return f.integer("threads", 0, 1024);
  }

  static @Nullable String resolution(Fields f) {
    String resolution = f.text("resolution", Syntax.RESOLUTION);
    Integer width = f.integer("resolution_width", 16, 16_384);
    Integer height = f.integer("resolution_height", 16, 16_384);
    if (f.has("resolution_width") != f.has("resolution_height")) {
      f.refuse(
          f.has("resolution_width") ? "resolution_height" : "resolution_width",
          "is needed beside the other of the two");
    }
    if (width == null || height == null) return resolution;
    if (resolution == null) return width + "x" + height;
    if (!resolution.equals(width + "x" + height)) {
      f.refuse("resolution_width", "contradicts resolution");
    }
    return resolution;
  }

  /** {@code name}, or what it was called before. */
  static @Nullable Double either(Fields f, String name, String old, Fields.Range range) {
    Double today = f.number(name, range);
    Double before = f.number(old, range);
    if (today != null && before != null && !today.equals(before)) {
      f.refuse(old, "contradicts " + name);
    }
    return today == null ? before : today;
  }
}
