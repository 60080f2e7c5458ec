package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.TranscodeParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One whole pipeline for a job. Pure. Of the job's own text only file names reach it, each as a
 * quoted value; everything else is a number, or a word out of a list.
 *
 * @param p the job's parameters, checked by {@link GstWishes}
 * @param streams what is in the input; unused where the picture is generated
 */
record GstCommand(
    TranscodeParameters p,
    MediaSource source,
    String demuxer,
    Streams streams,
    Path target,
    Set<String> encoders) {
  static final double DEFAULT_DURATION = 10;
  private static final int SAMPLES = 1024;
  private static final int RATE = 48_000;

  /** Packets to look at: each stream of a sane file is met among the first. */
  private static final int LOOK = 200;

  /** Bounded by bytes alone: an encoder that looks ahead must not starve the other branch. */
  private static final List<String> QUEUE =
      List.of("queue", "max-size-buffers=0", "max-size-time=0", "max-size-bytes=67108864");

  /** Says what it does, without what changes at each packet; leaves crashes to the system. */
  static final List<String> PREAMBLE = List.of("--no-fault", "-v", "-X", "caps");

  List<String> words() throws Refused {
    GstEncoder encoder = GstEncoder.choose(p.codec(), encoders);
    boolean generated = source instanceof MediaSource.Generated;
    List<List<String>> video = new ArrayList<>(generated ? picture() : decoded(video(), "video"));
    video.add(List.of("progressreport", "name=report", "update-freq=1", "format=time"));
    video.add(encoder.words(p));
    video.add(List.of(encoder.parser()));
    video.add(List.of("identity", "name=written", "silent=false"));
    video.add(QUEUE);
    video.add(List.of("mux."));
    List<String> words = new ArrayList<>(PREAMBLE);
    if (source instanceof MediaSource.LocalFile file) words.addAll(opened(file.path(), demuxer));
    words.addAll(chain(video));
    String sound = generated ? "audio/x-raw" : streams.audio();
    if (sound != null && !"none".equals(p.audioCodec())) {
      words.addAll(chain(sound(generated ? tone() : decoded(sound, "audio"))));
    }
    words.addAll(List.of(muxer(), "name=mux", "!", "filesink", GstText.location(target)));
    return words;
  }

  /** A run that only looks which streams there are. */
  static List<String> look(Path input, String demuxer) throws Refused {
    List<String> words = new ArrayList<>(List.of("--no-fault", "-v"));
    words.addAll(opened(input, demuxer));
    words.addAll(List.of("funnel", "name=f", "!", "fakesink", "num-buffers=" + LOOK));
    for (int i = 0; i < Streams.MOST; i++) words.addAll(List.of("d.", "!", "f."));
    return words;
  }

  private static List<String> opened(Path input, String demuxer) throws Refused {
    return List.of("filesrc", GstText.location(input), "!", demuxer, "name=d");
  }

  private String video() throws Refused {
    if (streams.video() != null) return streams.video();
    throw new Refused(FailureReason.INPUT_ERROR, "input has no picture");
  }

  private List<List<String>> decoded(String type, String kind) {
    List<List<String>> chain = new ArrayList<>();
    chain.add(List.of("d."));
    chain.add(List.of(type));
    chain.add(QUEUE);
    chain.add(List.of("decodebin"));
    if (kind.equals("audio")) return chain;
    chain.add(List.of("videoconvert"));
    if (p.resolution() != null) chain.add(List.of("videoscale"));
    if (p.fps() != null) chain.add(List.of("videorate"));
    chain.add(List.of(caps(p.resolution(), p.fps())));
    return chain;
  }

  private List<List<String>> picture() {
    double fps = p.fps() == null ? 30 : p.fps();
    String size = p.resolution() == null ? "1280x720" : p.resolution();
    String frames = "num-buffers=" + Math.max(1, Math.round(Math.ceil(seconds(p) * fps)));
    return List.of(List.of("videotestsrc", frames), List.of(caps(wide(size), fps)));
  }

  private List<List<String>> tone() {
    long buffers = Math.max(1, Math.round(Math.ceil(seconds(p) * RATE / SAMPLES)));
    return List.of(
        List.of(
            "audiotestsrc", "freq=1000", "samplesperbuffer=" + SAMPLES, "num-buffers=" + buffers),
        List.of("audio/x-raw,rate=" + RATE + ",channels=2"));
  }

  /** Seconds of a generated picture. */
  static double seconds(TranscodeParameters p) {
    return p.duration() == null ? DEFAULT_DURATION : p.duration();
  }

  private List<List<String>> sound(List<List<String>> from) throws Refused {
    boolean opus = "opus".equals(p.audioCodec());
    String element = opus ? "opusenc" : "avenc_aac";
    if (!encoders.contains(element)) {
      throw new Refused(
          FailureReason.CAPABILITY_MISMATCH, "no GStreamer encoder " + element + " works here");
    }
    List<String> encoder = new ArrayList<>(List.of(element));
    if (p.audioBitrate() != null) encoder.add("bitrate=" + Bits.of(p.audioBitrate()));
    List<List<String>> chain = new ArrayList<>(from);
    chain.add(List.of("audioconvert"));
    chain.add(List.of("audioresample"));
    chain.add(encoder);
    chain.add(List.of(opus ? "opusparse" : "aacparse"));
    chain.add(QUEUE);
    chain.add(List.of("mux."));
    return chain;
  }

  private String muxer() {
    return switch (GstWishes.extension(target.toString())) {
      case "mkv" -> "matroskamux";
      case "mov" -> "qtmux";
      default -> "mp4mux";
    };
  }

  private static String caps(@Nullable String size, @Nullable Double fps) {
    StringBuilder caps = new StringBuilder("video/x-raw,format=I420");
    if (size != null) {
      String[] sides = size.toLowerCase(Locale.ROOT).replaceFirst("(\\d+)p", "x$1").split("x", 2);
      // the width that follows from the height must be even, as the encoders want it
      String width = sides[0].isEmpty() ? "(int)[2,16384,2]" : sides[0];
      caps.append(",width=").append(width).append(",height=").append(sides[1]);
      if (sides[0].isEmpty()) caps.append(",pixel-aspect-ratio=1/1");
    }
    if (fps != null) caps.append(",framerate=").append(fraction(fps));
    return caps.toString();
  }

  private static String wide(String size) {
    if (size.contains("x")) return size;
    int height = Integer.parseInt(size.substring(0, size.length() - 1));
    return Math.round(height * 16 / 9f / 2) * 2 + "x" + height;
  }

  private static String fraction(double fps) {
    return fps == Math.rint(fps) ? (long) fps + "/1" : Math.round(fps * 1000) + "/1000";
  }

  private static List<String> chain(List<List<String>> elements) {
    List<String> words = new ArrayList<>();
    for (List<String> element : elements) {
      if (!words.isEmpty()) words.add("!");
      words.addAll(element);
    }
    return words;
  }
}
