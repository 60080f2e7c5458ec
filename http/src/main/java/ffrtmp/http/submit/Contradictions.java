package ffrtmp.http.submit;

import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds parameters that are right by themselves and cannot be meant together.
 *
 * <p>A bitrate and a crf both say how much to spend, so only encoders that take them as constrained
 * quality (VP9, AV1) may be given both; elsewhere a crf is bounded by maxrate and bufsize.
 */
final class Contradictions {
  private static final Set<String> CONSTRAINED_QUALITY = Set.of("vp9", "av1");
  private static final int MOST_CRF_X26 = 51;

  private final TranscodeParameters p;
  private final Faults faults;

  private Contradictions(TranscodeParameters parameters, Faults faults) {
    p = parameters;
    this.faults = faults;
  }

  static void find(TranscodeParameters parameters, Engine engine, Faults faults) {
    Contradictions search = new Contradictions(parameters, faults);
    search.rate();
    search.copy();
    search.stream();
    search.renditions();
    search.files();
    if (engine != Engine.NOOP) search.onlyNoop();
  }

  private void rate() {
    boolean both = takesBoth();
    if (p.crf() != null && p.bitrate() != null && !both) {
      fault("crf", "contradicts bitrate; bound a crf with maxrate and bufsize");
    }
    if (p.crf() != null && p.crf() > MOST_CRF_X26 && p.codec() != null && !both) {
      fault("crf", "must be at most 51 with this codec");
    }
    if (p.maxrate() != null && p.bitrate() != null && bits(p.maxrate()) < bits(p.bitrate())) {
      fault("maxrate", "must not be below bitrate");
    }
  }

  private void copy() {
    if (!"copy".equals(p.codec())) return;
    Map<String, @Nullable Object> options = encoderOptions();
    options.put("bitrate", p.bitrate());
    options.put("crf", p.crf());
    options.put("resolution", p.resolution());
    options.put("renditions", p.renditions());
    options.put("quality", Boolean.TRUE.equals(p.quality()) ? p.quality() : null);
    refuse(options, "has no meaning with codec copy");
  }

  private Map<String, @Nullable Object> encoderOptions() {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("maxrate", p.maxrate());
    options.put("bufsize", p.bufsize());
    options.put("preset", p.preset());
    options.put("tune", p.tune());
    options.put("fps", p.fps());
    options.put("gop", p.gop());
    options.put("pix_fmt", p.pixFmt());
    options.put("hwaccel", "none".equals(p.hwaccel()) ? null : p.hwaccel());
    return options;
  }

  private void stream() {
    if (p.mode() == OutputMode.RTMP) {
      if (p.rtmpUrl() == null) fault("rtmp_url", "is needed with output_mode rtmp");
      Map<String, @Nullable Object> options = new LinkedHashMap<>();
      options.put("output", p.output());
      options.put("renditions", p.renditions());
      options.put("quality", Boolean.TRUE.equals(p.quality()) ? p.quality() : null);
      refuse(options, "has no meaning with output_mode rtmp");
    } else {
      Map<String, @Nullable Object> options = new LinkedHashMap<>();
      options.put("rtmp_url", p.rtmpUrl());
      options.put("stream_key", p.streamKey());
      refuse(options, "needs output_mode rtmp");
    }
  }

  private void renditions() {
    if (p.renditions() == null) return;
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("resolution", p.resolution());
    options.put("bitrate", p.bitrate());
    options.put("maxrate", p.maxrate());
    options.put("bufsize", p.bufsize());
    options.put("crf", p.crf());
    refuse(options, "contradicts renditions, which have their own");
    for (int i = 0; i < p.renditions().size(); i++) rendition(i, p.renditions().get(i));
  }

  private void rendition(int index, Rendition rung) {
    if (rung.crf() != null && rung.bitrate() != null && !takesBoth()) {
      fault("renditions/" + index + "/crf", "contradicts bitrate");
    }
  }

  /** Whether the encoder takes a crf and a bitrate as constrained quality. */
  private boolean takesBoth() {
    return p.codec() != null && CONSTRAINED_QUALITY.contains(Needs.family(p.codec()));
  }

  private void files() {
    if (p.input() != null && p.input().equals(p.output())) {
      fault("output", "must be another file than input");
    }
  }

  private void onlyNoop() {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    options.put("sleep_ms", p.sleepMs());
    options.put("fail", p.fail());
    refuse(options, "needs engine noop");
  }

  private void refuse(Map<String, @Nullable Object> options, String detail) {
    options.forEach(
        (name, value) -> {
          if (value != null) fault(name, detail);
        });
  }

  private void fault(String name, String detail) {
    faults.add("/parameters/" + name, detail);
  }

  /** Bits per second of a text that {@link Syntax#BITRATE} let through. */
  static double bits(String bitrate) {
    char unit = bitrate.charAt(bitrate.length() - 1);
    if (Character.isDigit(unit)) return Double.parseDouble(bitrate);
    double number = Double.parseDouble(bitrate.substring(0, bitrate.length() - 1));
    if (unit == 'G') return number * 1e9;
    return unit == 'k' || unit == 'K' ? number * 1e3 : number * 1e6;
  }
}
