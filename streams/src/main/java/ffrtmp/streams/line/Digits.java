package ffrtmp.streams.line;

/** Numbers of known place; -1 where there is none, or one that no log can mean. */
final class Digits {
  /** Digits of a number of bytes: under a petabyte, so that sums of many stay in a long. */
  static final int MOST_BYTES = 15;

  /** Digits of a number of seconds: 31 years. */
  static final int MOST_SECONDS = 9;

  private static final long LOW_HALVES = Words.ONES * 0xF;
  private static final long EVERY_FOURTH = 0x000000FF000000FFL;

  private Digits() {}

  static boolean is(byte b) {
    return b >= '0' && b <= '9';
  }

  /** How many digits a word begins with. */
  static int leading(long word) {
    return Long.numberOfTrailingZeros(Words.others(word)) >>> 3;
  }

  /**
   * The number that the first bytes of a word are, fewer than eight. They are moved to the word's
   * end, zeros before them, and then joined by twos, by fours and at last all, in three steps.
   */
  static long value(long word, int count) {
    long digits = (word & LOW_HALVES) << 8 << (56 - 8 * count);
    long pairs = digits * 10 + (digits >>> 8);
    long high = (pairs & EVERY_FOURTH) * (100 + (1_000_000L << 32));
    long low = ((pairs >>> 16) & EVERY_FOURTH) * (1 + (10_000L << 32));
    return (high + low) >>> 32;
  }

  static int two(byte[] data, int i) {
    return is(data[i]) && is(data[i + 1]) ? (data[i] - '0') * 10 + data[i + 1] - '0' : -1;
  }

  static int four(byte[] data, int i) {
    int high = two(data, i);
    int low = two(data, i + 2);
    return high < 0 || low < 0 ? -1 : high * 100 + low;
  }

  /** A whole number that fills the stretch, of at most {@code most} digits. */
  static long whole(byte[] data, int from, int to, int most) {
    if (from >= to || to - from > most) return -1;
    long value = 0;
    for (int i = from; i < to; i++) {
      if (!is(data[i])) return -1;
      value = value * 10 + data[i] - '0';
    }
    return value;
  }

  /** Seconds, with or without a fraction of which three digits count, as milliseconds. */
  static long millis(byte[] data, int from, int to, int most) {
    int point = from;
    while (point < to && data[point] != '.') point++;
    long seconds = whole(data, from, point, most);
    if (seconds < 0 || point == to) return seconds < 0 ? -1 : seconds * 1_000;
    int millis = 0;
    for (int i = point + 1, unit = 100; i < to; i++, unit /= 10) {
      if (!is(data[i])) return -1;
      millis += unit * (data[i] - '0');
    }
    return point + 1 == to ? -1 : seconds * 1_000 + millis;
  }
}
