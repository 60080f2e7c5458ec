package ffrtmp.node.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads when a key ends. */
final class Expiry {
  private static final Pattern AFTER = Pattern.compile("([0-9]{1,6})([dhms])");

  private Expiry() {}

  /**
   * @throws UsageException when the text is neither a length of time nor a time that is to come
   */
  static Instant read(String text, Instant now) {
    Instant end = parse(text, now);
    if (end.isAfter(now)) return end.truncatedTo(ChronoUnit.SECONDS);
    throw new UsageException("--expires " + text + " is over already");
  }

  private static Instant parse(String text, Instant now) {
    Matcher after = AFTER.matcher(text);
    if (after.matches()) return now.plus(length(Long.parseLong(after.group(1)), after.group(2)));
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException(
          "--expires must be like 90d, 12h, 30m or 2027-01-31T12:00:00Z, not " + text);
    }
  }

  private static Duration length(long number, String unit) {
    return switch (unit) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
