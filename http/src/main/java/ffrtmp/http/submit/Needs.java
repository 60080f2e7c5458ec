package ffrtmp.http.submit;

import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the engine and the parameters need of a node by themselves: the engine's name, the codec's
 * family or the encoder's own name, and a GPU where an encoder or an acceleration lives on one.
 *
 * @param capabilities names that the node must have declared
 * @param gpu whether it takes a GPU
 */
record Needs(Set<String> capabilities, boolean gpu) {
  private static final Pattern ON_GPU = Pattern.compile(".*(nvenc|qsv|vaapi|videotoolbox).*");
  private static final Pattern SCENARIO =
      Pattern.compile(".*-(h264|h265|hevc|vp9|av1)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> FAMILIES = Set.of("h264", "hevc", "vp9", "av1");

  /** Of a node with two engines, a codec's name alone does not tell which of them has it. */
  private static final Map<String, String> GST_ELEMENTS =
      Map.of("h264", "x264enc", "h265", "x265enc", "hevc", "x265enc", "vp9", "vp9enc");

  /** The encoders' suffix that an acceleration stands for. */
  private static final Map<String, String> SUFFIX =
      Map.of("cuda", "nvenc", "qsv", "qsv", "vaapi", "vaapi", "videotoolbox", "videotoolbox");

  static Needs of(Engine engine, @Nullable String scenario, TranscodeParameters parameters) {
    if (engine == Engine.NOOP) return new Needs(Set.of("noop"), false);
    Set<String> capabilities = new HashSet<>();
    if (engine != Engine.AUTO) capabilities.add(engine.name().toLowerCase(Locale.ROOT));
    String codec = parameters.codec() == null ? implied(scenario) : parameters.codec();
    String hwaccel = parameters.hwaccel();
    boolean accelerated = hwaccel != null && !hwaccel.equals("none");
    if (engine == Engine.GSTREAMER) codec = GST_ELEMENTS.getOrDefault(codec, codec);
    if (!codec.equals("copy")) capabilities.add(codec);
    String suffix = accelerated ? SUFFIX.get(hwaccel) : null;
    if (suffix != null) capabilities.add(family(codec) + "_" + suffix);
    return new Needs(capabilities, accelerated || ON_GPU.matcher(codec).matches());
  }

  /** The codec that a scenario such as {@code 4K60-hevc} sets, else h264. */
  private static String implied(@Nullable String scenario) {
    Matcher matcher = SCENARIO.matcher(scenario == null ? "" : scenario);
    if (!matcher.matches()) return "h264";
    String codec = matcher.group(1).toLowerCase(Locale.ROOT);
    return codec.equals("h265") ? "hevc" : codec;
  }

  /** The family of a codec or encoder; h264 stands for what cannot be told by its name. */
  static String family(String codec) {
    if (FAMILIES.contains(codec)) return codec;
    if (codec.startsWith("hevc") || codec.contains("265")) return "hevc";
    if (codec.contains("vp9")) return "vp9";
    if (codec.contains("av1") || codec.equals("librav1e")) return "av1";
    return "h264";
  }
}
