package ffrtmp.node.worker.gstreamer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first picture and the first sound in a file, by their media types.
 *
 * @param video such as {@code video/x-h264}
 */
record Streams(@Nullable String video, @Nullable String audio) {
  static final Streams NONE = new Streams(null, null);

  /** Streams that are looked at. */
  static final int MOST = 8;

  private static final Pattern CAPS =
      Pattern.compile("GstFunnel:f\\.GstFunnelPad:\\S+: caps = ((?:video|audio)/[a-z0-9.+-]+)");

  /** What one more line of the looking program adds. */
  Streams heard(String line) {
    Matcher matcher = CAPS.matcher(line);
    if (!matcher.find()) return this;
    String type = matcher.group(1);
    if (type.startsWith("video/")) return video == null ? new Streams(type, audio) : this;
    return audio == null ? new Streams(video, type) : this;
  }
}
