package ffrtmp.http.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Speeds on the wire: whole bytes per second, rounded half up. A speed over no time is none: it is
 * null here, and its member is left out.
 */
final class Speed {
  private static final String[] UNITS = {"B/s", "KB/s", "MB/s", "GB/s", "TB/s", "PB/s", "EB/s"};
  private static final BigDecimal STEP = BigDecimal.valueOf(1024);

  private Speed() {}

  static @Nullable Long overMillis(long bytes, long millis) {
    return millis > 0 ? whole(bytes * 1000.0 / millis) : null;
  }

  static @Nullable Long overSeconds(long bytes, long seconds) {
    return seconds > 0 ? whole((double) bytes / seconds) : null;
  }

  static long whole(double bytesPerSecond) {
    return Math.round(bytesPerSecond);
  }

  /**
   * For people: in the greatest unit of 1024 that leaves at least 1, with up to two decimals and no
   * trailing zero, e.g. {@code 1.5 MB/s}.
   */
  static String format(long bytesPerSecond) {
    BigDecimal value = BigDecimal.valueOf(bytesPerSecond);
    int unit = 0;
    // what rounds up to 1024 of a unit is 1 of the next
    while (rounded(value).compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
      value = value.divide(STEP);
      unit++;
    }
    return rounded(value).stripTrailingZeros().toPlainString() + " " + UNITS[unit];
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_UP);
  }
}
