package ffrtmp.ops.client;

import ffrtmp.ops.client.wire.ClientFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as people write them. */
public final class Times {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

  private Times() {}

  /** So long ago, as {@code 2h}, or the time itself. */
  public static Instant since(String flag, String text, Instant now) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) return now.minus(span(span));
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ClientFailure.usage(
          flag + " is a time such as 2h or 2026-01-31T12:00:00Z, not '" + text + "'", "");
    }
  }

  public static Duration span(String flag, String text) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) return span(span);
    throw ClientFailure.usage(flag + " is a duration such as 30s or 10m, not '" + text + "'", "");
  }

  private static Duration span(Matcher parts) {
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
