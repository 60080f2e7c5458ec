package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A video encoder of GStreamer, and how a job's wishes are told to it. */
enum GstEncoder {
  X264("x264enc", "h264", "h264parse"),
  X265("x265enc", "hevc", "h265parse"),
  VP9("vp9enc", "vp9", "vp9parse");

  /** Words that {@code speed-preset} knows; nothing else becomes a property's value. */
  private static final Set<String> PRESETS =
      Set.of(
          "ultrafast",
          "superfast",
          "veryfast",
          "faster",
          "fast",
          "medium",
          "slow",
          "slower",
          "veryslow",
          "placebo");

  private final String element;
  private final String codec;
  private final String parser;

  GstEncoder(String element, String codec, String parser) {
    this.element = element;
    this.codec = codec;
    this.parser = parser;
  }

  /** The one for a codec, or for an element's own name; absent: h264. */
  static Optional<GstEncoder> of(@Nullable String wanted) {
    String name = wanted == null ? "h264" : wanted.equals("h265") ? "hevc" : wanted;
    return Arrays.stream(values())
        .filter(encoder -> encoder.codec.equals(name) || encoder.element.equals(name))
        .findFirst();
  }

  /**
   * @throws Refused capability_mismatch when this node has none for the codec
   */
  static GstEncoder choose(@Nullable String wanted, Set<String> available) throws Refused {
    return of(wanted)
        .filter(encoder -> available.contains(encoder.element))
        .orElseThrow(
            () ->
                new Refused(
                    FailureReason.CAPABILITY_MISMATCH,
                    "no GStreamer encoder for "
                        + (wanted == null ? "h264" : wanted)
                        + " works here"));
  }

  /** Puts bare streams into the shape that containers want. */
  String parser() {
    return parser;
  }

  /** Names of wishes that this encoder cannot be told. */
  List<String> deaf(TranscodeParameters p) {
    List<String> names = new ArrayList<>();
    boolean presets = this != VP9;
    if (p.preset() != null && !(presets && PRESETS.contains(p.preset()))) names.add("preset");
    if (p.threads() != null && this == X265) names.add("threads");
    return names;
  }

  /** The element with its properties. */
  List<String> words(TranscodeParameters p) {
    List<String> words = new ArrayList<>(List.of(element));
    if (this == VP9) words.addAll(List.of("deadline=1", "cpu-used=4", "row-mt=true"));
    if (p.bitrate() != null) {
      long bits = Bits.of(p.bitrate());
      words.add(this == VP9 ? "target-bitrate=" + bits : "bitrate=" + Math.max(1, bits / 1000));
    }
    if (p.gop() != null) {
      words.add((this == VP9 ? "keyframe-max-dist=" : "key-int-max=") + p.gop());
    }
    if (p.preset() != null) words.add("speed-preset=" + p.preset());
    if (p.threads() != null) words.add("threads=" + p.threads());
    return words;
  }
}
