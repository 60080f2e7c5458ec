package ffrtmp.streams.line;

/**
 * Reads the {@code timestamp} of JSON lines: seconds since 1970 with or without a fraction, or ISO
 * 8601 such as {@code 2025-12-20T07:50:58.123-06:00}, whose offset may lack.
 */
final class JsonTime {
  private static final int SECONDS_DIGITS = 11;
  private static final int DATE_AND_CLOCK = 19;

  private final Calendar calendar;

  JsonTime(Calendar calendar) {
    this.calendar = calendar;
  }

  /** The epoch second; NONE where there is no time. */
  long second(Slice text) {
    byte[] data = text.data();
    int from = text.from();
    int to = from + text.length();
    boolean date = text.length() >= DATE_AND_CLOCK && data[from + 4] == '-';
    return date ? iso(data, from, to) : sinceEpoch(data, from, to);
  }

  private static long sinceEpoch(byte[] data, int from, int to) {
    long millis = Digits.millis(data, from, to, SECONDS_DIGITS);
    return millis < 0 ? Calendar.NONE : millis / 1_000;
  }

  private long iso(byte[] data, int from, int to) {
    int month = Digits.two(data, from + 5);
    int day = Digits.two(data, from + 8);
    long midnight = Calendar.midnight(Digits.four(data, from), month, day);
    int clock = NginxTime.clock(Words.at(data, from + 11));
    boolean parted = data[from + 7] == '-' && (data[from + 10] == 'T' || data[from + 10] == ' ');
    if (midnight == Calendar.NONE || clock < 0 || !parted) return Calendar.NONE;
    int zone = afterFraction(data, from + DATE_AND_CLOCK, to);
    if (zone == to) return calendar.inZone(midnight + clock);
    int offset = offset(data, zone, to);
    return offset == Integer.MIN_VALUE ? Calendar.NONE : midnight + clock - offset;
  }

  private static int afterFraction(byte[] data, int from, int to) {
    if (from == to || (data[from] != '.' && data[from] != ',')) return from;
    int i = from + 1;
    while (i < to && Digits.is(data[i])) i++;
    return i;
  }

  /** Seconds east of UTC: {@code Z}, {@code +hh}, {@code +hhmm} or {@code +hh:mm}. */
  private static int offset(byte[] data, int from, int to) {
    int length = to - from;
    if (length == 1 && data[from] == 'Z') return 0;
    int sign = data[from] == '-' ? -1 : data[from] == '+' ? 1 : 0;
    boolean colon = length == 6 && data[from + 3] == ':';
    if (sign == 0 || (length != 3 && length != 5 && !colon)) return Integer.MIN_VALUE;
    int hours = Digits.two(data, from + 1);
    int minutes = length == 3 ? 0 : Digits.two(data, to - 2);
    boolean good = hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
    return good ? sign * (hours * 3_600 + minutes * 60) : Integer.MIN_VALUE;
  }
}
