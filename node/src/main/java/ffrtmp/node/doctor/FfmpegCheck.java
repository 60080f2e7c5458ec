package ffrtmp.node.doctor;

import ffrtmp.node.worker.Ffmpeg;
import ffrtmp.node.worker.hardware.EncoderTrial;
import ffrtmp.node.worker.hardware.Gpus;
import ffrtmp.node.worker.hardware.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ffmpeg that a worker would run, and its encoders, each of which is really tried. */
public final class FfmpegCheck implements Check {
  private static final String NAME = "ffmpeg";
  private static final Duration EACH = Duration.ofSeconds(10);
  private static final List<String> SOFTWARE = List.of("libx264", "libx265", "aac");
  private static final List<String> NVIDIA = List.of("h264_nvenc", "hevc_nvenc", "av1_nvenc");
  private static final List<String> VAAPI = List.of("h264_vaapi", "hevc_vaapi", "av1_vaapi");

  private final @Nullable Path named;
  private final boolean canDoWithout;
  private final Supplier<Devices> devices;

  /**
   * What the encoders in hardware need.
   *
   * @param nvidia whether there is a GPU for NVENC
   * @param render whether there is a device for VAAPI
   */
  public record Devices(boolean nvidia, boolean render) {
    /** Of this machine. */
    public static Devices look() {
      return new Devices(Gpus.look().count() > 0, Files.exists(EncoderTrial.RENDER_DEVICE));
    }
  }

  /**
   * @param named by {@code --ffmpeg}; absent: the one on the PATH
   * @param canDoWithout whether the worker has another engine
   */
  public FfmpegCheck(@Nullable Path named, boolean canDoWithout, Supplier<Devices> devices) {
    this.named = named;
    this.canDoWithout = canDoWithout;
    this.devices = devices;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration patience() {
    return EACH.multipliedBy(SOFTWARE.size() + NVIDIA.size() + VAAPI.size() + 3);
  }

  @Override
  public List<Finding> look() throws IOException {
    Optional<Ffmpeg> ffmpeg;
    try {
      ffmpeg = Ffmpeg.present(named);
    } catch (Ffmpeg.NotFound e) {
      return List.of(
          Finding.fail(NAME, String.valueOf(e.getMessage()), "name one that is there by --ffmpeg"));
    }
    return ffmpeg.isPresent() ? of(ffmpeg.get()) : List.of(none());
  }

  private Finding none() {
    String remedy = "install it (Debian: apt install ffmpeg), or name one by --ffmpeg FILE";
    return canDoWithout
        ? Finding.warn(NAME, "there is none on the PATH; jobs need another engine", remedy)
        : Finding.fail(NAME, "there is none on the PATH", remedy);
  }

  private List<Finding> of(Ffmpeg ffmpeg) throws IOException {
    Path program = ffmpeg.path();
    Tried version = Tried.run(List.of(program.toString(), "-hide_banner", "-version"), EACH);
    String first = version.text().lines().findFirst().orElse("");
    if (version.status() != 0 || !first.startsWith("ffmpeg version ")) {
      return List.of(
          Finding.fail(
              NAME,
              program + " does not answer as ffmpeg does: " + first,
              "install it anew, or name another by --ffmpeg FILE"));
    }
    List<Finding> all = new ArrayList<>();
    String number = first.split(" ", -1)[2];
    all.add(
        ffmpeg.origin().contains("old")
            ? Finding.warn(
                NAME,
                number + ", " + ffmpeg,
                "for real work install a newer one (Debian: apt install ffmpeg)")
            : Finding.ok(NAME, number + ", " + ffmpeg));
    all.add(ffprobe(program));
    all.addAll(encoders(program));
    return all;
  }

  private static Finding ffprobe(Path ffmpeg) {
    Path beside = ffmpeg.resolveSibling("ffprobe");
    String program = Files.isExecutable(beside) ? beside.toString() : "ffprobe";
    return Programs.firstLine(List.of(program, "-hide_banner", "-version"))
        .map(line -> Finding.ok("ffprobe", line.replaceFirst(" Copyright.*", "")))
        .orElseGet(() -> Finding.ok("ffprobe", "not here, and not needed by the worker"));
  }

  private List<Finding> encoders(Path ffmpeg) throws IOException {
    Tried listed = Tried.run(List.of(ffmpeg.toString(), "-hide_banner", "-encoders"), EACH);
    Devices here = devices.get();
    List<Finding> all = new ArrayList<>();
    for (String encoder : SOFTWARE) {
      if (lists(listed, encoder)) all.add(software(ffmpeg, encoder));
      else all.add(missing(encoder));
    }
    all.addAll(hardware(ffmpeg, listed, NVIDIA, here.nvidia(), "an NVIDIA GPU"));
    all.addAll(hardware(ffmpeg, listed, VAAPI, here.render(), "a render device"));
    return all;
  }

  private static boolean lists(Tried listed, String encoder) {
    return listed.text().contains(" " + encoder + " ");
  }

  private static Finding missing(String encoder) {
    String found = "it is not compiled into this ffmpeg";
    String remedy = "take an ffmpeg with " + encoder + ", such as Debian's";
    return encoder.equals("libx264")
        ? Finding.fail(encoder, found + ", and a job that names no codec needs it", remedy)
        : Finding.warn(encoder, found, remedy);
  }

  private static Finding software(Path ffmpeg, String encoder) throws IOException {
    Tried tried = EncoderTrial.run(ffmpeg, encoder, EACH);
    return tried.status() == 0
        ? Finding.ok(encoder, "it really encodes")
        : Finding.fail(encoder, said(tried), "install this ffmpeg anew, or take another");
  }

  private static List<Finding> hardware(
      Path ffmpeg, Tried listed, List<String> family, boolean device, String what)
      throws IOException {
    List<Finding> all = new ArrayList<>();
    for (String encoder : family) {
      if (!lists(listed, encoder)) continue;
      Tried tried = EncoderTrial.run(ffmpeg, encoder, EACH);
      if (tried.status() == 0) all.add(Finding.ok(encoder, "it really encodes"));
      else if (device) {
        all.add(
            Finding.warn(
                encoder,
                "there is " + what + ", and " + said(tried),
                "see that its driver is installed, and that this user may use the device"));
      }
    }
    return all;
  }

  private static String said(Tried tried) {
    if (tried.tookTooLong())
      return "encoding a fifth of a second took over " + EACH.toSeconds() + " s";
    return "it does not encode: " + tried.lastLine();
  }
}
