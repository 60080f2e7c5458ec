package ffrtmp.node.analyze;

import java.util.Locale;

/** Bytes for people, in units of 1,024. */
final class Units {
  private static final String[] NAMES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final int STEP = 1_024;

  private Units() {}

  static String bytes(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < NAMES.length - 1) {
      value /= STEP;
      unit++;
    }
    String form = unit == 0 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, value, NAMES[unit]);
  }

  static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  static String speed(double bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }
}
