package ffrtmp.streams.forge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that grow line by line and are written in large pieces. */
final class Text {
  private static final int PIECE = 1 << 20;
  private static final int LONGEST_LINE = 1 << 14;
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private final OutputStream out;
  private final byte[] bytes = new byte[PIECE + LONGEST_LINE];
  private int length;
  private long written;

  Text(OutputStream out) {
    this.out = out;
  }

  Text add(byte[] piece) {
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
    return this;
  }

  Text add(char c) {
    bytes[length++] = (byte) c;
    return this;
  }

  Text number(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) digits++;
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--, rest /= 10) {
      bytes[i] = (byte) ('0' + rest % 10);
    }
    length += digits;
    return this;
  }

  /** Seconds with three decimals. */
  Text millis(long millis) {
    number(millis / 1_000).add('.');
    int rest = (int) (millis % 1_000);
    return add((char) ('0' + rest / 100))
        .add((char) ('0' + rest / 10 % 10))
        .add((char) ('0' + rest % 10));
  }

  /** The lowest {@code digits} hexadecimal digits, 16 at the most. */
  Text hex(long bits, int digits) {
    for (int i = digits - 1; i >= 0; i--) bytes[length++] = HEX[(int) (bits >>> (4 * i)) & 15];
    return this;
  }

  void endLine() throws IOException {
    bytes[length++] = '\n';
    if (length >= PIECE) flush();
  }

  void flush() throws IOException {
    out.write(bytes, 0, length);
    written += length;
    length = 0;
  }

  /** Bytes so far, the unwritten ones too. */
  long size() {
    return written + length;
  }
}
