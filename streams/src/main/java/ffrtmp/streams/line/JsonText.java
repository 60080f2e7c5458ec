package ffrtmp.streams.line;

/**
 * Steps over JSON in a line, and gives out strings without their escapes. Where a string has no
 * escape it is shown where it lies; else its plain form is built aside, in an array that is used
 * again for the next line and is never longer than a line.
 */
final class JsonText {
  private static final int DEEPEST = 32;

  /** So that a time at the end of the array can be read word by word. */
  private static final int SPARE = 32;

  private byte[] plain = new byte[SPARE];
  private int used;

  void reset() {
    used = 0;
  }

  static void blanks(Cursor c) {
    while (c.at < c.end && (c.data[c.at] == ' ' || c.data[c.at] == '\t')) c.at++;
  }

  /** One character, with blanks before and after it. */
  static boolean is(Cursor c, char wanted) {
    blanks(c);
    if (!c.is(wanted)) return false;
    blanks(c);
    return true;
  }

  /** A string, a number or a word; what is no text, {@code null} and all nesting, shows empty. */
  boolean value(Cursor c, Slice into) {
    byte first = c.data[c.at];
    if (first == '"') return string(c, into);
    if (first == '{' || first == '[') return nested(c, into);
    int from = c.at;
    while (c.at < c.end && isWord(c.data[c.at])) c.at++;
    if (c.at == from) return c.fail(Damage.FORMAT);
    boolean word = c.data[from] >= 'a' && c.data[from] <= 'z';
    into.set(c.data, from, word ? 0 : c.at - from);
    return true;
  }

  private static boolean isWord(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || b == '-'
        || b == '+'
        || b == '.'
        || b == 'E';
  }

  boolean string(Cursor c, Slice into) {
    if (!c.is('"')) return false;
    int from = c.at;
    int escape = Words.quoteOrBackslash(c.data, from, c.limit);
    if (!c.closingQuote()) return false;
    if (escape == c.at) {
      into.set(c.data, from, c.at - from);
    } else if (!unescape(c, from, into)) {
      return false;
    }
    c.at++;
    return true;
  }

  /** Steps over an object or array, whose strings may hold brackets. */
  private boolean nested(Cursor c, Slice into) {
    into.clear();
    int depth = 0;
    do {
      byte b = c.data[c.at];
      if (c.at >= c.end) return c.fail(Damage.TRUNCATED);
      if (b == '"') {
        if (!c.skipQuoted()) return false;
        continue;
      }
      if (b == '{' || b == '[') depth++;
      if (b == '}' || b == ']') depth--;
      c.at++;
      if (depth > DEEPEST) return c.fail(Damage.FORMAT);
    } while (depth > 0);
    return true;
  }

  private boolean unescape(Cursor c, int from, Slice into) {
    int room = c.end - c.start + SPARE;
    if (plain.length < room) plain = new byte[room];
    int start = used;
    for (int i = from; i < c.at; i++) {
      byte b = c.data[i];
      if (b != '\\') {
        plain[used++] = b;
        continue;
      }
      byte kind = c.data[++i];
      if (kind != 'u') {
        byte stands = single(kind);
        if (stands == 0) return c.fail(Damage.FORMAT);
        plain[used++] = stands;
      } else {
        int unit = i + 5 <= c.at ? hex(c.data, i + 1) : -1;
        if (unit < 0) return c.fail(Damage.FORMAT);
        i += 4;
        int low =
            isHigh(unit) && i + 7 <= c.at && c.data[i + 1] == '\\' && c.data[i + 2] == 'u'
                ? hex(c.data, i + 3)
                : -1;
        boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
        if (pair) i += 6;
        encode(pair ? Character.toCodePoint((char) unit, (char) low) : unit);
      }
    }
    into.set(plain, start, used - start);
    return true;
  }

  private static boolean isHigh(int unit) {
    return Character.isHighSurrogate((char) unit);
  }

  private static byte single(byte kind) {
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> 0;
    };
  }

  private static int hex(byte[] data, int i) {
    int value = 0;
    for (int k = 0; k < 4; k++) {
      int digit = Character.digit(data[i + k], 16);
      if (digit < 0) return -1;
      value = (value << 4) | digit;
    }
    return value;
  }

  /** A lone surrogate, which has no UTF-8, becomes a question mark. */
  private void encode(int point) {
    if (point >= 0xD800 && point <= 0xDFFF) {
      plain[used++] = '?';
    } else if (point < 0x80) {
      plain[used++] = (byte) point;
    } else if (point < 0x800) {
      plain[used++] = (byte) (0xC0 | (point >> 6));
      tail(point);
    } else if (point < 0x10000) {
      plain[used++] = (byte) (0xE0 | (point >> 12));
      tail(point >> 6);
      tail(point);
    } else {
      plain[used++] = (byte) (0xF0 | (point >> 18));
      tail(point >> 12);
      tail(point >> 6);
      tail(point);
    }
  }

  private void tail(int bits) {
    plain[used++] = (byte) (0x80 | (bits & 0x3F));
  }
}
