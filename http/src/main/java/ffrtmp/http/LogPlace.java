package ffrtmp.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader of a growing log has come to, told by a hash of what stands before it. A log's
 * middle is cut out as it grows, so that counting its characters would not do.
 *
 * @param length how many characters were hashed, 0 to {@link #MOST}
 */
record LogPlace(int length, long hash) {
  /** Nothing was read: the place before the first character. */
  static final LogPlace START = new LogPlace(0, 0);

  private static final int MOST = 512;
  private static final long BASE = 1_000_003;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,3})-([0-9a-f]{1,16})");

  static LogPlace endOf(String text) {
    int length = Math.min(MOST, text.length());
    long hash = 0;
    for (int i = text.length() - length; i < text.length(); i++)
      hash = hash * BASE + text.charAt(i);
    return new LogPlace(length, hash);
  }

  /** Empty: not one that {@link #toString} wrote. */
  static Optional<LogPlace> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) return Optional.empty();
    int length = Integer.parseInt(matcher.group(1));
    return length > MOST
        ? Optional.empty()
        : Optional.of(new LogPlace(length, Long.parseUnsignedLong(matcher.group(2), 16)));
  }

  /** The index after the last characters that have this hash; -1 where none have. */
  int in(String text) {
    if (length == 0) return 0;
    long leaving = 1;
    for (int i = 0; i < length; i++) leaving *= BASE;
    long rolling = 0;
    int found = -1;
    for (int i = 0; i < text.length(); i++) {
      rolling = rolling * BASE + text.charAt(i);
      if (i >= length) rolling -= leaving * text.charAt(i - length);
      if (i >= length - 1 && rolling == hash) found = i + 1;
    }
    return found;
  }

  @Override
  public String toString() {
    return length + "-" + Long.toHexString(hash);
  }
}
