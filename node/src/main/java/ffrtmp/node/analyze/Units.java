package ffrtmp.node.analyze;

import java.util.Locale;

/** Bytes for people, in units of 1,024. */
final class Units {
  private static final String[] NAMES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final int STEP = 1_024;
  private static final int TWO_DIGITS = 100;

  private Units() {}

  static String bytes(double bytes) {
    int unit = unit(bytes);
    String form = unit == 0 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, bytes / Math.pow(STEP, unit), NAMES[unit]);
  }

  static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  static String speed(double bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** In as few letters as a table has room for, such as 3.7G. */
  static String brief(double bytes) {
    int unit = unit(bytes);
    double value = bytes / Math.pow(STEP, unit);
    String form = unit == 0 || value >= TWO_DIGITS ? "%.0f" : "%.1f";
    String letter = unit == 0 ? "" : NAMES[unit].substring(0, 1);
    return String.format(Locale.ROOT, form, value) + letter;
  }

  static String brief(long bytes) {
    return brief((double) bytes);
  }

  private static int unit(double bytes) {
    int unit = 0;
    for (double value = bytes; value >= STEP && unit < NAMES.length - 1; value /= STEP) unit++;
    return unit;
  }
}
