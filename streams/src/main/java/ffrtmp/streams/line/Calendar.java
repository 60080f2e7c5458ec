package ffrtmp.streams.line;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;

/** Dates to seconds, without an object for each; times that lack an offset are of one zone. */
final class Calendar {
  static final long NONE = Long.MIN_VALUE;
  static final int DAY = 86_400;
  private static final int MINUTE = 60;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final ZoneId zone;
  private long offsetMinute = NONE;
  private int offset;

  Calendar(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Midnight of a day from 1970 to 9999, in seconds as if in UTC; NONE where there is no such day.
   */
  static long midnight(int year, int month, int day) {
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1) return NONE;
    boolean leap = IsoChronology.INSTANCE.isLeapYear(year);
    if (day > DAYS[month - 1] + (month == 2 && leap ? 1 : 0)) return NONE;
    int years = year - 1;
    long days = years * 365L + years / 4 - years / 100 + years / 400 - 719_162 + day - 1;
    for (int m = 1; m < month; m++) days += DAYS[m - 1];
    return (month > 2 && leap ? days + 1 : days) * DAY;
  }

  /**
   * The second at which a clock in the zone shows {@code local}, which is counted as if in UTC.
   * Where it shows that twice it is the first time. The offset is looked up once a minute.
   */
  long inZone(long local) {
    long minute = Math.floorDiv(local, MINUTE);
    if (minute != offsetMinute) {
      offsetMinute = minute;
      LocalDateTime shown = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
      offset = zone.getRules().getOffset(shown).getTotalSeconds();
    }
    return local - offset;
  }
}
