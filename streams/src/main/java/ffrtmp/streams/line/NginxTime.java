package ffrtmp.streams.line;

/**
 * Reads nginx's {@code $time_local}, e.g. {@code 20/Dec/2025:07:50:58 -0600}. The day with its
 * offset is remembered, so that of most lines only the clock is read, in one word.
 */
final class NginxTime {
  /** Bytes with the offset. */
  static final int WIDTH = 26;

  /** Bytes where the offset is lacking. */
  static final int WIDTH_WITHOUT_OFFSET = 20;

  private static final int MONTHS = 12;
  private static final long CLOCK = Words.of("00:00:00");
  // Added to what a good clock is above CLOCK this sets no top bit: digits 0 to 9, colons 0.
  private static final long CLOCK_ROOM = 0x76767F76767F7676L;
  private static final String MONTH_NAMES = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final Calendar calendar;
  private long knownDay;
  private int knownYear;
  private long knownOffset;
  private long start = Calendar.NONE;

  NginxTime(Calendar calendar) {
    this.calendar = calendar;
  }

  /**
   * The epoch second of the time at {@code i}, where {@link #WIDTH} bytes can be read; NONE where
   * there is no time.
   */
  long second(byte[] data, int i) {
    long clock = clock(Words.at(data, i + 12));
    if (clock < 0) return Calendar.NONE;
    long day = Words.at(data, i);
    int year = Words.four(data, i + 8);
    if (data[i + WIDTH_WITHOUT_OFFSET] != ' ') {
      long midnight = midnight(data, i);
      return midnight == Calendar.NONE ? midnight : calendar.inZone(midnight + clock);
    }
    long zone = Words.at(data, i + 18) >>> 16;
    if (day != knownDay || year != knownYear || zone != knownOffset) {
      start = start(data, i);
      knownDay = day;
      knownYear = year;
      knownOffset = zone;
    }
    return start == Calendar.NONE ? start : start + clock;
  }

  /** How many bytes that time took. */
  static int width(byte[] data, int i) {
    return data[i + WIDTH_WITHOUT_OFFSET] == ' ' ? WIDTH : WIDTH_WITHOUT_OFFSET;
  }

  /** Whether a time may stand here, judged by its date's slashes and its first colon. */
  static boolean looksLikeOne(byte[] data, int i) {
    return data[i + 2] == '/' && data[i + 6] == '/' && data[i + 11] == ':';
  }

  /** Seconds since midnight of {@code hh:mm:ss}; -1 where that is no time of a day. */
  static int clock(long word) {
    long x = word ^ CLOCK;
    if ((((x + CLOCK_ROOM) | x) & Words.TOPS) != 0) return -1;
    int hour = two(x);
    int minute = two(x >>> 24);
    int second = two(x >>> 48);
    return hour < 24 && minute < 60 && second < 60 ? hour * 3_600 + minute * 60 + second : -1;
  }

  private static int two(long x) {
    return (int) (x & 0xF) * 10 + (int) ((x >>> 8) & 0xF);
  }

  private static long start(byte[] data, int i) {
    long midnight = midnight(data, i);
    int sign = data[i + 21] == '-' ? -1 : data[i + 21] == '+' ? 1 : 0;
    int hours = Digits.two(data, i + 22);
    int minutes = Digits.two(data, i + 24);
    boolean bad = midnight == Calendar.NONE || sign == 0 || hours < 0 || minutes < 0;
    if (bad || hours > 18 || minutes > 59) return Calendar.NONE;
    return midnight - sign * (hours * 3_600L + minutes * 60L);
  }

  private static long midnight(byte[] data, int i) {
    if (!looksLikeOne(data, i)) return Calendar.NONE;
    return Calendar.midnight(Digits.four(data, i + 7), month(data, i + 3), Digits.two(data, i));
  }

  private static int month(byte[] data, int i) {
    for (int m = 0; m < MONTHS; m++) {
      if (data[i] == MONTH_NAMES.charAt(3 * m)
          && data[i + 1] == MONTH_NAMES.charAt(3 * m + 1)
          && data[i + 2] == MONTH_NAMES.charAt(3 * m + 2)) {
        return m + 1;
      }
    }
    return 0;
  }
}
