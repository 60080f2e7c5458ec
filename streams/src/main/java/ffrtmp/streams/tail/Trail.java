package ffrtmp.streams.tail;

import java.io.IOException;
import java.util.Arrays;

/**
 * What was read of a file, as far as it takes to prove later that the same still stands there: its
 * first 512 bytes and the last 1 KiB. {@link #anchor} packs the proof into 64 bits: 16 of the hash
 * of the first bytes, 32 of the last line's, 16 of the last KiB's; so a file that was rewritten can
 * still be searched for the last line.
 */
final class Trail {
  static final int HEAD = 512;
  static final int WINDOW = 1024;
  private static final int HEAD_SHIFT = 48;
  private static final int LINE_SHIFT = 16;
  private static final long LINE_MASK = 0xFFFFFFFFL;

  private final byte[] head = new byte[HEAD];
  private final byte[] window = new byte[WINDOW];
  private int headLength;
  private int windowLength;
  private long offset;

  long offset() {
    return offset;
  }

  /** Goes on by bytes that were read at the offset. */
  void advance(byte[] data, int from, int to) {
    int more = Math.min(HEAD - headLength, to - from);
    System.arraycopy(data, from, head, headLength, more);
    headLength += more;
    int fresh = Math.min(WINDOW, to - from);
    int kept = Math.min(windowLength, WINDOW - fresh);
    System.arraycopy(window, windowLength - kept, window, 0, kept);
    System.arraycopy(data, to - fresh, window, kept, fresh);
    windowLength = kept + fresh;
    offset += to - from;
  }

  Trail copy() {
    Trail copy = new Trail();
    System.arraycopy(head, 0, copy.head, 0, headLength);
    System.arraycopy(window, 0, copy.window, 0, windowLength);
    copy.headLength = headLength;
    copy.windowLength = windowLength;
    copy.offset = offset;
    return copy;
  }

  /** The trail of a file of which {@code offset} bytes were read; null when it is shorter. */
  static @org.jspecify.annotations.Nullable Trail load(PlainContent content, long offset)
      throws IOException {
    Trail trail = new Trail();
    trail.offset = offset;
    trail.headLength = (int) Math.min(HEAD, offset);
    trail.windowLength = (int) Math.min(WINDOW, offset);
    boolean whole =
        content.read(0, trail.head, trail.headLength) == trail.headLength
            && content.read(offset - trail.windowLength, trail.window, trail.windowLength)
                == trail.windowLength;
    return whole ? trail : null;
  }

  /** Whether the same bytes stand there now. */
  boolean stands(PlainContent content) throws IOException {
    byte[] now = new byte[WINDOW];
    if (content.read(0, now, headLength) != headLength) return false;
    if (!Arrays.equals(now, 0, headLength, head, 0, headLength)) return false;
    if (content.read(offset - windowLength, now, windowLength) != windowLength) return false;
    return Arrays.equals(now, 0, windowLength, window, 0, windowLength);
  }

  /** The proof in 64 bits; 0 where nothing was read. */
  long anchor() {
    if (offset == 0) return 0;
    int end = windowLength;
    if (window[end - 1] == '\n') end--;
    return headProof(head, headLength) << HEAD_SHIFT
        | (lineProof(window, 0, end) & LINE_MASK) << LINE_SHIFT
        | (Hash.of(window, 0, windowLength) & 0xFFFF);
  }

  static long headProof(byte[] data, int length) {
    return Hash.of(data, 0, length) & 0xFFFF;
  }

  /** Whether the first bytes of a file are those of which {@code anchor} is the proof. */
  static boolean sameHead(long anchor, byte[] data, int length) {
    return headProof(data, length) == anchor >>> HEAD_SHIFT;
  }

  /** The line's part of an anchor. */
  static int lineOf(long anchor) {
    return (int) (anchor >>> LINE_SHIFT);
  }

  /**
   * The proof of the last line before {@code end}, where its newline stands: of the line's last
   * bytes, as far as the window reaches.
   */
  static int lineProof(byte[] data, int floor, int end) {
    int lowest = Math.max(floor, end + 1 - WINDOW);
    int start = end;
    while (start > lowest && data[start - 1] != '\n') start--;
    return (int) Hash.of(data, start, end);
  }
}
