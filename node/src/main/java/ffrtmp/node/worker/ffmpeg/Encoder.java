package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A video encoder of ffmpeg, and how the job's wishes are told to it: each calls its quality and
 * its speed by other names.
 *
 * @param name as ffmpeg calls it, {@code libx264}
 */
record Encoder(String name) {
  static final Encoder COPY = new Encoder("copy");

  /**
   * Encoders for a codec, the first that this node has is taken; hardware only when it is named.
   */
  private static final Map<String, List<String>> BY_CODEC =
      Map.of(
          "h264", List.of("libx264", "libopenh264"),
          "hevc", List.of("libx265"),
          "h265", List.of("libx265"),
          "vp9", List.of("libvpx-vp9"),
          "av1", List.of("libsvtav1", "libaom-av1"));

  /** From the fastest; the position is what other encoders understand as speed. */
  private static final List<String> PRESETS =
      List.of(
          "ultrafast",
          "superfast",
          "veryfast",
          "faster",
          "fast",
          "medium",
          "slow",
          "slower",
          "veryslow");

  /**
   * @param codec as the job names it; absent: h264
   * @param available the encoders that really work here
   * @throws Refused capability_mismatch when this node has none for it
   */
  static Encoder choose(@Nullable String codec, Set<String> available) throws Refused {
    String wanted = codec == null ? "h264" : codec;
    if (wanted.equals("copy")) return COPY;
    Optional<String> found = candidates(wanted).stream().filter(available::contains).findFirst();
    return new Encoder(
        found.orElseThrow(
            () ->
                new Refused(
                    FailureReason.CAPABILITY_MISMATCH,
                    "no encoder for " + wanted + " works on this node")));
  }

  /** Encoders that could do it, the preferred one first. */
  static List<String> candidates(String codec) {
    return BY_CODEC.getOrDefault(codec, List.of(codec));
  }

  boolean copies() {
    return name.equals("copy");
  }

  /** Options for the input side: devices. */
  List<String> global() {
    return name.endsWith("_vaapi") ? List.of("-vaapi_device", "/dev/dri/renderD128") : List.of();
  }

  /** A filter that must come last, or none. */
  Optional<String> lastFilter() {
    return name.endsWith("_vaapi") ? Optional.of("format=nv12,hwupload") : Optional.empty();
  }

  /** Quality, speed and tune for this encoder. */
  List<String> options(TranscodeParameters wishes, @Nullable Integer crf, boolean bitrateGiven) {
    List<String> words = new ArrayList<>();
    if (crf != null) words.addAll(quality(crf, bitrateGiven));
    if (wishes.preset() != null) words.addAll(speed(wishes.preset()));
    if (wishes.tune() != null && takesTune()) words.addAll(List.of("-tune", wishes.tune()));
    if (name.equals("libvpx-vp9") || name.equals("libaom-av1")) {
      words.addAll(List.of("-row-mt", "1"));
    }
    return words;
  }

  private boolean takesTune() {
    return name.equals("libx264") || name.equals("libx265") || name.endsWith("_nvenc");
  }

  private List<String> quality(int crf, boolean bitrateGiven) {
    String q = Integer.toString(crf);
    if (name.endsWith("_nvenc")) return List.of("-cq", q);
    if (name.endsWith("_qsv")) return List.of("-global_quality", q);
    if (name.endsWith("_vaapi")) return List.of("-qp", q);
    if (name.endsWith("_videotoolbox")) return List.of("-q:v", q);
    boolean open = (name.equals("libvpx-vp9") || name.equals("libaom-av1")) && !bitrateGiven;
    return open ? List.of("-crf", q, "-b:v", "0") : List.of("-crf", q);
  }

  private List<String> speed(String preset) {
    int rank = PRESETS.indexOf(preset);
    if (name.equals("libvpx-vp9")) {
      return rank < 0 ? cpuUsed(preset) : cpuUsed(Integer.toString(Math.min(5, 8 - rank)));
    }
    if (name.equals("libaom-av1")) {
      return rank < 0 ? cpuUsed(preset) : cpuUsed(Integer.toString(8 - rank));
    }
    if (name.equals("libsvtav1") && rank >= 0) {
      return List.of("-preset", Integer.toString(12 - rank));
    }
    if (name.endsWith("_nvenc") && rank >= 0) {
      return List.of("-preset", "p" + Math.max(1, Math.min(7, rank)));
    }
    if (name.endsWith("_vaapi") || name.endsWith("_videotoolbox")) return List.of();
    return List.of("-preset", preset);
  }

  private static List<String> cpuUsed(String number) {
    return List.of("-cpu-used", number);
  }
}
