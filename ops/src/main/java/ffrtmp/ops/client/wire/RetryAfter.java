package ffrtmp.ops.client.wire;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds, or a time. */
final class RetryAfter {
  // A server that says 0, or a time that has passed, still wants some peace.
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** How long to wait; absent where the server does not ask for it in a way that is understood. */
  static Optional<Duration> read(int status, @Nullable String header, Clock clock) {
    if (header == null || (status != 429 && status != 503)) return Optional.empty();
    String text = header.strip();
    if (text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      return Optional.of(atLeast(Duration.ofSeconds(Long.parseLong(text))));
    }
    try {
      ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(atLeast(Duration.between(clock.instant(), until.toInstant())));
    } catch (DateTimeException e) {
      return Optional.empty(); // a header that nobody can read is none
    }
  }

  private static Duration atLeast(Duration wait) {
    return wait.compareTo(LEAST) < 0 ? LEAST : wait;
  }
}
