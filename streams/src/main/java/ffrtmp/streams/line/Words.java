package ffrtmp.streams.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes eight at a time: the first of a word is its lowest. */
final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static final long ONES = 0x0101010101010101L;
  static final long TOPS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long POINTS = ONES * '.';
  private static final long ZEROS = ONES * '0';
  private static final long ABOVE_NINE = ONES * (0x80 - 10);

  private Words() {}

  static long at(byte[] data, int index) {
    return (long) LONGS.get(data, index);
  }

  static int four(byte[] data, int index) {
    return (int) INTS.get(data, index);
  }

  /** The text of at most eight ASCII characters as {@link #at} would show it. */
  static long of(String text) {
    long word = 0;
    for (int i = text.length() - 1; i >= 0; i--) word = (word << 8) | text.charAt(i);
    return word;
  }

  /** Where the first control character or non-ASCII byte is; {@code to} where there is none. */
  static int special(byte[] data, int from, int to) {
    int i = from;
    for (; i <= to - 8; i += 8) {
      long word = at(data, i);
      // A borrow goes only upwards from a byte that is a hit itself, so the lowest hit is a true
      // one.
      long hits = ((word - SPACES) | word) & TOPS;
      if (hits != 0) return i + (Long.numberOfTrailingZeros(hits) >>> 3);
    }
    while (i < to && data[i] >= ' ') i++;
    return i;
  }

  /** Where the first quote or backslash is; {@code to} where there is none. */
  static int quoteOrBackslash(byte[] data, int from, int to) {
    int i = from;
    for (; i <= to - 8; i += 8) {
      long word = at(data, i);
      long hits = (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES)) & TOPS;
      if (hits != 0) return i + (Long.numberOfTrailingZeros(hits) >>> 3);
    }
    while (i < to && data[i] != '"' && data[i] != '\\') i++;
    return i;
  }

  /** The top bits of bytes that are no digits, exactly. */
  static long others(long word) {
    long x = word ^ ZEROS;
    return (((x & ~TOPS) + ABOVE_NINE) | x) & TOPS;
  }

  /**
   * How many digits and points stand at {@code i}, where 16 bytes can be read: eight to 15 bytes,
   * three points among them, a space behind them. Else 0: it may be another kind of address.
   */
  static int dotted(byte[] data, int i) {
    long first = at(data, i);
    long second = at(data, i + 8);
    long points = points(first);
    long strangers = others(second) & ~points(second);
    int stop = Long.numberOfTrailingZeros(strangers);
    if (others(first) != points || strangers == 0 || (byte) (second >>> (stop - 7)) != ' ')
      return 0;
    long before = points(second) & ((1L << stop) - 1);
    return Long.bitCount(points) + Long.bitCount(before) == 3 ? 8 + (stop >>> 3) : 0;
  }

  /** The top bits of bytes that are points, exactly. */
  private static long points(long word) {
    long x = word ^ POINTS;
    return ~(((x & ~TOPS) + ~TOPS) | x) & TOPS;
  }

  /** The top bits of bytes that are zero; bytes above the lowest zero may show one falsely. */
  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }
}
