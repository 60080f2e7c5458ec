package ffrtmp.streams.correlate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one entry of the open state: a version, a type, then numbers of one to ten bytes. */
final class OpenWriter {
  static final byte VERSION = 2;

  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private byte[] bytes = new byte[256];
  private int length;

  OpenWriter begin(int type) {
    length = 0;
    put(VERSION);
    put((byte) type);
    return this;
  }

  /** A number that is rarely negative: then it takes ten bytes. */
  OpenWriter number(long value) {
    long left = value;
    while ((left & -MORE) != 0) {
      put((byte) (left | MORE));
      left >>>= BITS;
    }
    put((byte) left);
    return this;
  }

  /** A number of either sign. */
  OpenWriter signed(long value) {
    return number((value << 1) ^ (value >> 63));
  }

  OpenWriter flag(boolean value) {
    put((byte) (value ? 1 : 0));
    return this;
  }

  OpenWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  OpenWriter bytes(byte[] value) {
    number(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void put(byte value) {
    room(1);
    bytes[length++] = value;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
