package ffrtmp.streams.tail;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of bytes. Positions that are stored for ever hold its results, so it never changes:
 * eight bytes a step, little-endian, each multiplied and rotated in, then MurmurHash3's final mix.
 */
final class Hash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long ONE = 0xC2B2AE3D27D4EB4FL;
  private static final long TWO = 0x165667B19E3779F9L;

  private Hash() {}

  static long of(byte[] data, int from, int to) {
    long hash = SEED + (to - from) * TWO;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) hash = step(hash, (long) LONGS.get(data, at));
    if (at < to) {
      long rest = 0;
      for (int shift = 0; at < to; at++, shift += Byte.SIZE) rest |= (data[at] & 0xFFL) << shift;
      hash = step(hash, rest);
    }
    return mix(hash);
  }

  private static long step(long hash, long word) {
    return Long.rotateLeft(hash ^ Long.rotateLeft(word * ONE, 31) * TWO, 27) * ONE + SEED;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
