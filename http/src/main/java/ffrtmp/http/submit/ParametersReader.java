package ffrtmp.http.submit;

import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code parameters}: the known ones, what the old system called them, and nothing else. */
final class ParametersReader {
  private static final int LONGEST_PATH = 4096;
  private static final int MOST_RENDITIONS = 16;
  private static final Fields.Range FPS = new Fields.Range(0, false, 480);
  private static final Fields.Range SECONDS = new Fields.Range(0, false, 30 * 86_400);
  private static final Fields.Range START = new Fields.Range(0, true, 30 * 86_400);

  /** Accepted from old clients; the encoder's defaults stand in their place. */
  private static final Set<String> IGNORED =
      Set.of("resource_limits", "rc", "zerolatency", "spatial-aq", "temporal-aq", "bf");

  private final SubmitSettings settings;

  ParametersReader(SubmitSettings settings) {
    this.settings = settings;
  }

  /**
   * What was read.
   *
   * @param engine the engine that an old client named here
   * @param wishes requirements that an old client named here
   */
  record Read(
      TranscodeParameters parameters,
      @Nullable Engine engine,
      Wishes wishes,
      List<String> ignored) {}

  /** Requirements among the parameters; they fill what {@code requirements} leaves open. */
  record Wishes(@Nullable Integer cpuMillis, @Nullable Long ramBytes, @Nullable Integer gpuCount) {
    static final Wishes NONE = new Wishes(null, null, null);
  }

  Read read(@Nullable Fields fields, Faults faults) {
    if (fields == null) return new Read(TranscodeParameters.NONE, null, Wishes.NONE, List.of());
    TranscodeParameters parameters = parameters(fields);
    Wishes wishes =
        new Wishes(
            RequirementsReader.cpuMillis(fields),
            RequirementsReader.ramGigabytes(fields),
            RequirementsReader.gpuCount(fields));
    Engine engine = fields.oneOf("engine", Engine.class);
    List<String> ignored = new ArrayList<>();
    for (String name : fields.unread()) {
      if (IGNORED.contains(name)) ignored.add(name);
      else fields.refuse(name, "is no known parameter");
    }
    return new Read(parameters, engine, wishes, ignored);
  }

  private TranscodeParameters parameters(Fields f) {
    MediaRule media = new MediaRule(settings);
    return new TranscodeParameters(
        media.input(f, f.text("input", LONGEST_PATH)),
        media.output(f, f.text("output", LONGEST_PATH)),
        OldNames.codec(f),
        f.text("bitrate", Syntax.BITRATE),
        f.text("maxrate", Syntax.BITRATE),
        f.text("bufsize", Syntax.BITRATE),
        f.integer("crf", 0, 63),
        f.text("preset", Syntax.WORD),
        f.text("tune", Syntax.WORD),
        OldNames.resolution(f),
        OldNames.either(f, "fps", "frame_rate", FPS),
        f.integer("gop", 0, 100_000),
        f.text("pix_fmt", Syntax.WORD),
        f.text("audio_codec", Syntax.CODEC),
        f.text("audio_bitrate", Syntax.BITRATE),
        OldNames.threads(f),
        OldNames.either(f, "duration", "duration_seconds", SECONDS),
        f.number("start", START),
        OldNames.hwaccel(f),
        OldNames.outputMode(f),
        media.rtmpUrl(f, f.text("rtmp_url", LONGEST_PATH)),
        f.text("stream_key", Syntax.KEY),
        renditions(f),
        f.flag("quality"),
        f.flag("overwrite"),
        f.whole("sleep_ms", 0, 86_400_000),
        f.oneOf("fail", FailureReason.class));
  }

  private static @Nullable List<Rendition> renditions(Fields parameters) {
    List<Fields> list = parameters.objects("renditions", MOST_RENDITIONS);
    if (list == null) return null;
    List<Rendition> renditions = new ArrayList<>();
    for (Fields f : list) {
      String resolution = f.text("resolution", Syntax.RESOLUTION);
      if (!f.has("resolution")) f.refuse("resolution", "is needed");
      Rendition rendition =
          new Rendition(
              resolution == null ? "" : resolution,
              f.text("bitrate", Syntax.BITRATE),
              f.text("maxrate", Syntax.BITRATE),
              f.text("bufsize", Syntax.BITRATE),
              f.integer("crf", 0, 63),
              f.text("audio_bitrate", Syntax.BITRATE));
      f.unread().forEach(name -> f.refuse(name, "is no member of a rendition"));
      renditions.add(rendition);
    }
    return List.copyOf(renditions);
  }
}
