package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.OpenEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link OpenWriter} wrote; anything else is an {@link OpenStateException}. */
final class OpenReader {
  private static final int MORE = 0x80;
  private static final int BITS = 7;
  private static final int LONG_BITS = 64;

  private final long key;
  private final byte[] bytes;
  private final int type;
  private int at;

  OpenReader(OpenEntry entry) {
    key = entry.key();
    bytes = entry.value();
    int version = next();
    if (version != OpenWriter.VERSION) {
      throw new OpenStateException(
          "open state of version "
              + version
              + " was stored, and this program reads version "
              + OpenWriter.VERSION);
    }
    type = next();
  }

  long key() {
    return key;
  }

  /** The entry as it was stored. */
  byte[] value() {
    return bytes;
  }

  int type() {
    return type;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < LONG_BITS; shift += BITS) {
      int piece = next();
      value |= (long) (piece & (MORE - 1)) << shift;
      if ((piece & MORE) == 0) return value;
    }
    throw broken();
  }

  int count() {
    long value = number();
    if (value < 0 || value > bytes.length) throw broken();
    return (int) value;
  }

  long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  boolean flag() {
    return next() != 0;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    int count = count();
    if (at + count > bytes.length) throw broken();
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  OpenStateException broken() {
    return new OpenStateException("entry " + key + " of the stored open state is damaged");
  }

  private int next() {
    if (at >= bytes.length) throw broken();
    return bytes[at++] & 0xFF;
  }
}
