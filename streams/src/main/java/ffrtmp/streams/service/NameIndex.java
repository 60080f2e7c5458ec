package ffrtmp.streams.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names to services, looked up by bytes that lie elsewhere, upper and lower case alike. The hash is
 * made from a name's end to its beginning, so that of one pass over a host every domain that it is
 * in can be looked up.
 */
final class NameIndex {
  static final int NO_HASH = 0;
  private static final int FACTOR = 31;
  private static final int SPREAD = 0x9E3779B9;

  private final byte[][] names;
  private final String[] services;
  private final int shift;

  /**
   * @param serviceOf by name in lower case, ASCII
   */
  NameIndex(Map<String, String> serviceOf) {
    // At most half full, so that a name which is not there is soon known not to be.
    int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, serviceOf.size()));
    names = new byte[1 << bits][];
    services = new String[1 << bits];
    shift = Integer.SIZE - bits;
    serviceOf.forEach(this::put);
  }

  private void put(String text, String service) {
    byte[] name = text.getBytes(US_ASCII);
    int hash = NO_HASH;
    for (int i = name.length - 1; i >= 0; i--) hash = extend(hash, name[i]);
    int slot = slot(hash);
    while (services[slot] != null) slot = next(slot);
    names[slot] = name;
    services[slot] = service;
  }

  /** The hash of a name that has {@code b} before one of that hash. */
  static int extend(int hash, byte b) {
    return hash * FACTOR + lower(b);
  }

  /** The service of a name with that hash; null where it is not known. */
  @Nullable String find(byte[] data, int from, int to, int hash) {
    for (int slot = slot(hash); services[slot] != null; slot = next(slot)) {
      if (same(names[slot], data, from, to)) return services[slot];
    }
    return null;
  }

  @Nullable String find(byte[] data, int from, int to) {
    int hash = NO_HASH;
    for (int i = to - 1; i >= from; i--) hash = extend(hash, data[i]);
    return find(data, from, to, hash);
  }

  private int slot(int hash) {
    return (hash * SPREAD) >>> shift;
  }

  private int next(int slot) {
    return (slot + 1) & (names.length - 1);
  }

  private static boolean same(byte[] name, byte[] data, int from, int to) {
    if (name.length != to - from) return false;
    for (int i = 0; i < name.length; i++) if (name[i] != lower(data[from + i])) return false;
    return true;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
  }
}
