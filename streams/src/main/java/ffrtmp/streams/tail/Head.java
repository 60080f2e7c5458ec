package ffrtmp.streams.tail;

import java.io.IOException;
import java.util.Arrays;

/**
 * The beginning of a file, which tells it from others.
 *
 * @param data its first 4 KiB
 * @param length how many of them there are
 */
@SuppressWarnings("ArrayRecordComponent") // looked at where it is, never compared
record Head(byte[] data, int length, boolean isFinal) {
  static final int LIMIT = 4096;

  /** Of a key, what the first line gives; the rest is a number. */
  static final long FIRST_LINE = ~0xFFFFL;

  static Head of(Content content) throws IOException {
    byte[] data = new byte[LIMIT];
    return new Head(data, content.read(0, data, LIMIT), content.isFinal());
  }

  /** Whether there is a complete first line, or as much of it as counts. */
  boolean known() {
    return length == LIMIT || (isFinal && length > 0) || Lines.first(data, 0, length) >= 0;
  }

  /** The hash of the first line, or of as much of it as lies in the first 4 KiB. */
  long firstLine() {
    int newline = Lines.first(data, 0, length);
    return Hash.of(data, 0, newline < 0 ? length : newline) & FIRST_LINE;
  }

  boolean begins(long key) {
    return known() && firstLine() == (key & FIRST_LINE);
  }

  boolean startsWith(Head other) {
    return other.length <= length
        && Arrays.equals(data, 0, other.length, other.data, 0, other.length);
  }
}
