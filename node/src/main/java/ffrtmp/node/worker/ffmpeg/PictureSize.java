package ffrtmp.node.worker.ffmpeg;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wish for the size of a picture.
 *
 * @param width 0: follows from the height and the input's shape
 * @param height lines
 */
record PictureSize(int width, int height) {
  private static final Pattern BOTH = Pattern.compile("(\\d{2,5})x(\\d{2,5})");
  private static final Pattern LINES = Pattern.compile("(\\d{2,4})p");

  /** Reads {@code 1280x720} or {@code 720p}; absent for anything else. */
  static Optional<PictureSize> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher both = BOTH.matcher(lower);
    if (both.matches()) {
      return Optional.of(
          new PictureSize(Integer.parseInt(both.group(1)), Integer.parseInt(both.group(2))));
    }
    Matcher lines = LINES.matcher(lower);
    return lines.matches()
        ? Optional.of(new PictureSize(0, Integer.parseInt(lines.group(1))))
        : Optional.empty();
  }

  /** The filter that makes a picture this size. */
  String filter() {
    return "scale=" + (width == 0 ? "-2" : Integer.toString(width)) + ":" + height;
  }

  /** The size in full; where the width is open, of a 16:9 picture. */
  String wide() {
    int full = width == 0 ? Math.round(height * 16 / 9f / 2) * 2 : width;
    return full + "x" + height;
  }
}
