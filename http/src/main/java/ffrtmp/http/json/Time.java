package ffrtmp.http.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times of the logs on the wire: UTC, always with milliseconds. */
final class Time {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Time() {}

  static String of(Instant instant) {
    return FORM.format(instant);
  }

  static String ofMillis(long millis) {
    return of(Instant.ofEpochMilli(millis));
  }

  static String ofSecond(long second) {
    return of(Instant.ofEpochSecond(second));
  }
}
