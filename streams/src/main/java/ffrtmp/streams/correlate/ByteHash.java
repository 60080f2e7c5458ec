package ffrtmp.streams.correlate;

import ffrtmp.streams.line.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Hashes bytes eight at a time. Hashes of hosts are stored, so the function stays as it is. */
final class ByteHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long FACTOR = 0xD6E8FEB86659FD93L;
  private static final int WORD = Long.BYTES;

  private ByteHash() {}

  static long of(Slice slice) {
    return of(slice.data(), slice.from(), slice.length());
  }

  static long of(byte[] data) {
    return of(data, 0, data.length);
  }

  static long of(byte[] data, int from, int length) {
    long hash = SEED ^ length;
    int at = from;
    int end = from + length;
    for (; at + WORD <= end; at += WORD) hash = mix(hash, (long) LONG.get(data, at));
    long rest = 0;
    for (; at < end; at++) rest = (rest << Byte.SIZE) | (data[at] & 0xFF);
    return mix(hash, rest);
  }

  static long mix(long hash, long word) {
    long mixed = (hash ^ word) * FACTOR;
    return mixed ^ (mixed >>> 32);
  }

  static boolean equal(byte[] bytes, Slice slice) {
    return equal(bytes, slice.data(), slice.from(), slice.length());
  }

  static boolean equal(byte[] bytes, byte[] data, int from, int length) {
    return bytes.length == length && Arrays.equals(bytes, 0, length, data, from, from + length);
  }

  static byte[] copy(byte[] data, int from, int length) {
    return Arrays.copyOfRange(data, from, from + length);
  }

  static byte[] copy(Slice slice) {
    return copy(slice.data(), slice.from(), slice.length());
  }
}
