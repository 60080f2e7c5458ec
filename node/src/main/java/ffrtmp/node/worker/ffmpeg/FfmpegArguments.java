package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.media.MediaSource;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds ffmpeg's argument list from checked values. Pure; nothing here passes through a shell, and
 * no value stands where ffmpeg would read it as an option.
 */
final class FfmpegArguments {
  /** Seconds of a generated picture when the job does not say. */
  static final double DEFAULT_DURATION = 10;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

  /** Real containers: none of them can name another file. */
  private static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,mpegvideo,flv,live_flv,avi,wav,w64,mp3,ogg,"
          + "aac,ac3,eac3,flac,aiff,caf,asf,mxf,nut,ivf,h264,hevc,obu,m4v,dv,rm,yuv4mpegpipe,gif";

  private FfmpegArguments() {}

  /** What every run begins with: no questions, no banner, progress by itself on standard output. */
  static List<String> preamble() {
    return List.of(
        "-nostdin", "-hide_banner", "-y", "-benchmark", "-nostats", "-progress", "pipe:1");
  }

  /** Options and address of the input. */
  static List<String> input(MediaSource source, TranscodeParameters p, boolean realTime)
      throws Refused {
    if (source instanceof MediaSource.Generated) return generated(p, realTime);
    List<String> words = new ArrayList<>();
    if (p.hwaccel() != null && !p.hwaccel().equals("none")) {
      words.addAll(List.of("-hwaccel", token("hwaccel", p.hwaccel())));
    }
    if (p.start() != null) words.addAll(List.of("-ss", number(p.start())));
    if (p.duration() != null) words.addAll(List.of("-t", number(p.duration())));
    if (source instanceof MediaSource.LocalFile file) {
      if (realTime) words.add("-re");
      words.addAll(List.of("-protocol_whitelist", "file", "-format_whitelist", CONTAINERS));
      words.addAll(List.of("-i", "file:" + file.path()));
    } else if (source instanceof MediaSource.Remote remote) {
      words.addAll(List.of("-protocol_whitelist", protocols(remote.url()), "-i", remote.url()));
    }
    return words;
  }

  private static List<String> generated(TranscodeParameters p, boolean realTime) throws Refused {
    String size = p.resolution() == null ? "1280x720" : size(p.resolution()).wide();
    String rate = number(p.fps() == null ? 30 : p.fps());
    String length = number(p.duration() == null ? DEFAULT_DURATION : p.duration());
    List<String> words = new ArrayList<>();
    if (realTime) words.add("-re");
    words.addAll(List.of("-f", "lavfi", "-i"));
    words.add("testsrc2=size=" + size + ":rate=" + rate + ":duration=" + length);
    if (realTime) words.add("-re");
    words.addAll(List.of("-f", "lavfi", "-i"));
    words.add("sine=frequency=1000:sample_rate=48000:duration=" + length);
    return words;
  }

  /** What the URL's own scheme needs to be read, and no more. */
  private static String protocols(String url) {
    String scheme = url.substring(0, url.indexOf(':')).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http" -> "http,tcp";
      case "https" -> "https,http,tls,tcp,crypto";
      case "rtmp" -> "rtmp,tcp";
      case "rtmps" -> "rtmps,rtmp,tls,tcp";
      case "rtsp" -> "rtsp,rtp,udp,tcp";
      case "srt" -> "srt,udp";
      default -> scheme;
    };
  }

  /** Where the audio comes from: a generated input has it as its second. */
  static String audioMap(MediaSource source) {
    return source instanceof MediaSource.Generated ? "1:a:0" : "0:a:0?";
  }

  /** How the video is encoded; filters are the caller's. */
  static List<String> video(Encoder encoder, TranscodeParameters p, Rung rung) throws Refused {
    if (encoder.copies()) return List.of("-c:v", "copy");
    List<String> words = new ArrayList<>(List.of("-c:v", encoder.name()));
    add(words, "-b:v", rung.bitrate());
    add(words, "-maxrate", rung.maxrate());
    add(words, "-bufsize", rung.bufsize());
    if (p.preset() != null) token("preset", p.preset());
    if (p.tune() != null) token("tune", p.tune());
    words.addAll(encoder.options(p, rung.crf(), rung.bitrate() != null));
    if (p.fps() != null) words.addAll(List.of("-r", number(p.fps())));
    if (p.gop() != null) words.addAll(List.of("-g", Integer.toString(p.gop())));
    if (p.pixFmt() != null) {
      words.addAll(List.of("-pix_fmt", token("pix_fmt", p.pixFmt())));
    } else if (encoder.lastFilter().isEmpty()) {
      words.addAll(List.of("-pix_fmt", "yuv420p"));
    }
    if (p.threads() != null) words.addAll(List.of("-threads", Integer.toString(p.threads())));
    return words;
  }

  /** How the audio is encoded. */
  static List<String> audio(TranscodeParameters p, Rung rung, boolean webm) throws Refused {
    String wanted = p.audioCodec() == null ? (webm ? "opus" : "aac") : p.audioCodec();
    if (wanted.equals("none")) return List.of("-an");
    String encoder =
        switch (wanted) {
          case "opus" -> "libopus";
          case "mp3" -> "libmp3lame";
          case "vorbis" -> "libvorbis";
          default -> token("audio_codec", wanted);
        };
    List<String> words = new ArrayList<>(List.of("-c:a", encoder));
    if (!encoder.equals("copy")) add(words, "-b:a", rung.audioBitrate());
    return words;
  }

  static PictureSize size(String resolution) throws Refused {
    return PictureSize.parse(resolution)
        .orElseThrow(() -> Refused.userError("resolution is not understood: " + resolution));
  }

  static String token(String what, String value) throws Refused {
    if (TOKEN.matcher(value).matches()) return value;
    throw Refused.userError(what + " is not a plain word: " + value);
  }

  /** A number as ffmpeg reads it, without an exponent. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6f", value);
  }

  private static void add(List<String> words, String option, @Nullable String value)
      throws Refused {
    if (value == null) return;
    words.add(option);
    words.add(token(option.substring(1), value));
  }
}
