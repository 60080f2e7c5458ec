package ffrtmp.streams.tail;

/** Where lines end. */
final class Lines {
  private Lines() {}

  /**
   * The end of the last complete line of {@code data[0, to)} before any line longer than {@code
   * max}. It looks only at the bytes around each {@code max}th, so it costs next to nothing.
   *
   * @return just behind a newline; 0 where the first line is incomplete or too long
   */
  static int end(byte[] data, int to, int max) {
    int start = 0;
    while (start < to) {
      int newline = last(data, start, (int) Math.min(to, (long) start + max + 1));
      if (newline < 0) return start;
      start = newline + 1;
    }
    return start;
  }

  /** The last newline of {@code data[from, to)}, or -1. */
  static int last(byte[] data, int from, int to) {
    for (int at = to - 1; at >= from; at--) if (data[at] == '\n') return at;
    return -1;
  }

  /** The first newline of {@code data[from, to)}, or -1. */
  static int first(byte[] data, int from, int to) {
    for (int at = from; at < to; at++) if (data[at] == '\n') return at;
    return -1;
  }

  /** How many bytes of {@code data[from, to)} are NUL before the first that is not. */
  static int nuls(byte[] data, int from, int to) {
    int at = from;
    while (at < to && data[at] == 0) at++;
    return at - from;
  }
}
