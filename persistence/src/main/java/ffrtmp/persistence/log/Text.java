package ffrtmp.persistence.log;

/** Texts out of logs, made fit for a column of any database. */
final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * At most {@code most} characters, without NUL, which PostgreSQL refuses, and without halves of
   * pairs, which no encoding has.
   */
  static String of(String text, int most) {
    if (text.length() <= most && isPlain(text)) return text;
    var kept = new StringBuilder(Math.min(most, text.length()));
    for (int i = 0; i < text.length() && kept.length() < most; i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        if (kept.length() + 2 > most) break;
        kept.append(c).append(text.charAt(++i));
      } else {
        kept.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return kept.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) return false;
    }
    return true;
  }
}
