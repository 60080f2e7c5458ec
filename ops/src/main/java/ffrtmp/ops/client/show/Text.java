package ffrtmp.ops.client.show;

import java.util.List;
import java.util.regex.Pattern;

/** Words of a server made fit for a terminal: harmless, and as wide as they look. */
public final class Text {
  private static final char INSTEAD = '\uFFFD';
  private static final char ESCAPE = '\u001b';

  /** What programs write for colours and the like: nothing is lost without it. */
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

  private static final int FIRST_WIDE = 0x1100;
  private static final List<Range> WIDE =
      List.of(
          new Range(FIRST_WIDE, 0x115f),
          new Range(0x2e80, 0xa4cf),
          new Range(0xac00, 0xd7a3),
          new Range(0xf900, 0xfaff),
          new Range(0xfe30, 0xfe6f),
          new Range(0xff00, 0xff60),
          new Range(0xffe0, 0xffe6),
          new Range(0x1f300, 0x1faff),
          new Range(0x20000, 0x3fffd));

  private Text() {}

  /**
   * In one line, and without anything that steers a terminal or turns the writing around: escape
   * sequences, the controls of ASCII and Latin-1, marks of direction, lone surrogates.
   */
  public static String plain(String text) {
    return cleaned(text, false);
  }

  /** The same, its lines and tabulators kept. */
  public static String plainLines(String text) {
    return cleaned(text, true);
  }

  private static String cleaned(String said, boolean lines) {
    String text = said.indexOf(ESCAPE) < 0 ? said : COLOURS.matcher(said).replaceAll("");
    if (text.codePoints().allMatch(c -> harmless(c, lines))) return text;
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (harmless(c, lines)) clean.appendCodePoint(c);
              else if (Character.isWhitespace(c)) clean.append(' ');
              else clean.append(INSTEAD);
            });
    return clean.toString();
  }

  static boolean harmless(int c, boolean lines) {
    if (c == '\n' || c == '\t') return lines;
    return (c >= ' ' && c < 0x7f) || (c > 0x9f && !steers(c));
  }

  private static boolean steers(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** Columns of a terminal that the text takes. */
  public static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) return 0;
    return wide(c) ? 2 : 1;
  }

  /** East Asian scripts and pictures. */
  private static boolean wide(int c) {
    return c >= FIRST_WIDE && WIDE.stream().anyMatch(range -> range.holds(c));
  }

  private record Range(int first, int last) {
    boolean holds(int c) {
      return c >= first && c <= last;
    }
  }

  /** Cut to a width, which it then says by an ellipsis. */
  public static String cut(String text, int width) {
    if (width(text) <= width) return text;
    StringBuilder kept = new StringBuilder();
    int left = width - 1;
    for (int c : text.codePoints().toArray()) {
      left -= width(c);
      if (left < 0) break;
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }

  /** Filled up with blanks. */
  public static String padded(String text, int width, boolean right) {
    String gap = " ".repeat(Math.max(0, width - width(text)));
    return right ? gap + text : text + gap;
  }
}
