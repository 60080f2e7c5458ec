package ffrtmp.streams.forge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time that never goes back, as nginx writes it. */
final class Timeline {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ROOT);
  private static final int HOUR = 3_600;

  private final ZoneId zone;
  private long micros;
  private long second = Long.MIN_VALUE;
  private byte[] text = new byte[0];

  Timeline(Instant start, ZoneId zone) {
    this.micros = start.getEpochSecond() * 1_000_000;
    this.zone = zone;
  }

  void advance(long byMicros) {
    micros += byMicros;
  }

  byte[] text() {
    long now = Math.floorDiv(micros, 1_000_000L);
    if (Math.floorDiv(now, HOUR) != Math.floorDiv(second, HOUR)) {
      text = FORM.format(Instant.ofEpochSecond(now).atZone(zone)).getBytes(US_ASCII);
    } else if (now != second) {
      int ofHour = (int) Math.floorMod(now, (long) HOUR);
      two(15, ofHour / 60);
      two(18, ofHour % 60);
    }
    second = now;
    return text;
  }

  private void two(int at, int value) {
    text[at] = (byte) ('0' + value / 10);
    text[at + 1] = (byte) ('0' + value % 10);
  }
}
