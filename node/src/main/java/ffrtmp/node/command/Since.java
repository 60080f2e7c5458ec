package ffrtmp.node.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from when on something is wanted. */
final class Since {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([dhms])");

  private Since() {}

  /**
   * @param text a length of time before {@code now}, or a time with its offset
   * @throws UsageException when it is neither
   */
  static Instant read(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
          });
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException(
          "--since "
              + text
              + " is no length of time such as 2h or 7d, and no time such as "
              + "2026-01-31T08:00:00Z");
    }
  }
}
