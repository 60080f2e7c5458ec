package ffrtmp.streams.line;

import java.nio.charset.StandardCharsets;

/** A stretch of somebody else's bytes. It changes with the next line: keep a copy, never this. */
public final class Slice {
  private static final byte[] NOTHING = new byte[0];

  private byte[] data = NOTHING;
  private int from;
  private int length;

  /** Shows {@code length} bytes of {@code bytes} from here on. */
  public void set(byte[] bytes, int start, int count) {
    if (data != bytes) data = bytes; // mostly the same: a store into an old object costs a barrier
    from = start;
    length = count;
  }

  /** Shows nothing. */
  public void clear() {
    length = 0;
  }

  /** The array that holds the bytes, from {@link #from} on. */
  public byte[] data() {
    return data;
  }

  public int from() {
    return from;
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public byte at(int index) {
    return data[from + index];
  }

  /** As text; what is no UTF-8 shows as the replacement character. */
  @Override
  public String toString() {
    return new String(data, from, length, StandardCharsets.UTF_8);
  }
}
