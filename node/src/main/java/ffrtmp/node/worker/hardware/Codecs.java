package ffrtmp.node.worker.hardware;

import java.util.List;
import java.util.Optional;

/** The encoders worth trying, and the codec that each makes. */
final class Codecs {
  /** In the order in which they are tried. */
  static final List<String> CANDIDATES =
      List.of(
          "libx264",
          "libx265",
          "libvpx-vp9",
          "libaom-av1",
          "libsvtav1",
          "libopenh264",
          "h264_nvenc",
          "hevc_nvenc",
          "av1_nvenc",
          "h264_qsv",
          "hevc_qsv",
          "vp9_qsv",
          "av1_qsv",
          "h264_vaapi",
          "hevc_vaapi",
          "vp9_vaapi",
          "av1_vaapi",
          "h264_videotoolbox",
          "hevc_videotoolbox");

  private static final List<String> GPU = List.of("_nvenc", "_qsv", "_vaapi", "_videotoolbox");

  private Codecs() {}

  static boolean onGpu(String encoder) {
    return GPU.stream().anyMatch(encoder::endsWith);
  }

  /** The codec that an encoder in software makes; one on a GPU must be asked for by name. */
  static Optional<String> of(String encoder) {
    return switch (encoder) {
      case "libx264", "libopenh264" -> Optional.of("h264");
      case "libx265" -> Optional.of("hevc");
      case "libvpx-vp9" -> Optional.of("vp9");
      case "libaom-av1", "libsvtav1" -> Optional.of("av1");
      default -> Optional.empty();
    };
  }
}
