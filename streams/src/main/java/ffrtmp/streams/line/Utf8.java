package ffrtmp.streams.line;

/** Tells UTF-8 from other bytes: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  static boolean valid(byte[] data, int from, int to) {
    int i = from;
    while (i < to) {
      int length = data[i] >= 0 ? 1 : sequence(data, i, to);
      if (length == 0) return false;
      i += length;
    }
    return true;
  }

  /** How many bytes the character has that begins at {@code i}; 0 where none does. */
  private static int sequence(byte[] data, int i, int to) {
    int lead = data[i] & 0xFF;
    int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 0 || i + length > to) return 0;
    for (int k = 1; k < length; k++) if ((data[i + k] & 0xC0) != 0x80) return 0;
    int second = data[i + 1] & 0xFF;
    boolean outside =
        switch (lead) {
          case 0xE0 -> second < 0xA0;
          case 0xED -> second > 0x9F;
          case 0xF0 -> second < 0x90;
          case 0xF4 -> second > 0x8F;
          default -> false;
        };
    return outside ? 0 : length;
  }
}
