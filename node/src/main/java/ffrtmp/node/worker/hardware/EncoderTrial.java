package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Has an ffmpeg really encode a fifth of a second: that an encoder is compiled in says nothing of
 * drivers and devices.
 */
public final class EncoderTrial {
  /** The device that VAAPI is tried with. */
  public static final Path RENDER_DEVICE = Path.of("/dev/dri/renderD128");

  private EncoderTrial() {}

  /**
   * One encoder of pictures, or {@code aac}; status 0: it works.
   *
   * @throws IOException when ffmpeg cannot be started
   */
  public static Tried run(Path ffmpeg, String encoder, Duration patience) throws IOException {
    return Tried.run(
        encoder.equals("aac") ? sound(ffmpeg, encoder) : pictures(ffmpeg, encoder), patience);
  }

  private static List<String> sound(Path ffmpeg, String encoder) {
    List<String> words = new ArrayList<>(List.of(ffmpeg.toString(), "-nostdin", "-hide_banner"));
    words.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=0.2"));
    words.addAll(List.of("-c:a", encoder, "-f", "null", "-"));
    return words;
  }

  /** 256 by 256: NVENC refuses less. */
  private static List<String> pictures(Path ffmpeg, String encoder) {
    List<String> words = new ArrayList<>(List.of(ffmpeg.toString(), "-nostdin", "-hide_banner"));
    boolean vaapi = encoder.endsWith("_vaapi");
    if (vaapi) words.addAll(List.of("-vaapi_device", RENDER_DEVICE.toString()));
    words.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=256x256:rate=25:duration=0.2"));
    if (vaapi) words.addAll(List.of("-vf", "format=nv12,hwupload"));
    else words.addAll(List.of("-pix_fmt", encoder.endsWith("_qsv") ? "nv12" : "yuv420p"));
    words.addAll(List.of("-c:v", encoder));
    if (encoder.equals("libaom-av1")) words.addAll(List.of("-cpu-used", "8"));
    words.addAll(List.of("-frames:v", "4", "-f", "null", "-"));
    return words;
  }
}
