package ffrtmp.ops.client.show;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Numbers and times for people. */
public final class Units {
  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int STEP = 1_024;
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;

  private Units() {}

  public static String bytes(double bytes) {
    int unit = 0;
    double value = bytes;
    for (; value >= STEP && unit < BYTES.length - 1; value /= STEP) unit++;
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, BYTES[unit]);
  }

  public static String speed(double bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** As a person counts, two units at the most: 42s, 3m10s, 2h05m, 4d. */
  public static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < MINUTE) return seconds + "s";
    if (seconds < HOUR) return two(seconds / MINUTE, "m", seconds % MINUTE, "s");
    if (seconds < DAY) return two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "m");
    return two(seconds / DAY, "d", seconds % DAY / HOUR, "h");
  }

  private static String two(long many, String unit, long few, String lesser) {
    return few == 0
        ? many + unit
        : String.format(Locale.ROOT, "%d%s%02d%s", many, unit, few, lesser);
  }

  /** The same, to a tenth where that is much of it. */
  public static String exact(Duration time) {
    if (time.toSeconds() >= 10) return time(time);
    double seconds = time.isNegative() ? 0 : time.toMillis() / 1e3;
    return String.format(Locale.ROOT, "%.1fs", seconds);
  }

  /** So many of a thing: 1 job, 2 jobs. */
  public static String count(long many, String thing) {
    return String.format(Locale.ROOT, "%,d %s", many, many == 1 ? thing : thing + "s");
  }

  /** A time of the wire in whole seconds, as a person reads it; what is no time stays as it is. */
  public static String clock(String time) {
    return instant(time)
        .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
        .map(text -> text.replace('T', ' ').replace("Z", " UTC"))
        .orElse(time);
  }

  /** A number with as many digits as it is worth. */
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) return String.valueOf((long) value);
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.1f", value);
  }

  /** A number that changes while it is watched, so always in the same form. */
  public static String rate(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 99.95 ? "%.0f" : "%.1f", value);
  }

  /** How long ago; empty where that cannot be read. */
  public static String ago(String time, Instant now) {
    return instant(time).map(then -> time(Duration.between(then, now))).orElse("");
  }

  /** A time of the wire. */
  public static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return offset(text);
    }
  }

  /** Old servers write local times with their offset. */
  private static Optional<Instant> offset(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty(); // what is no time is shown as none
    }
  }
}
