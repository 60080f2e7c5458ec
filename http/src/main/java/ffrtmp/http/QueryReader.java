package ffrtmp.http;

import akka.http.javadsl.model.Query;
import ffrtmp.http.problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; what is wrong with them is collected, so that all of it is answered. */
final class QueryReader {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,9})(ms|s|m|)");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int MOST_VALUES = 32;
  private static final int LONGEST_NAME = 64;
  private static final int LAST_YEAR = 9999;

  private final Query query;
  private final List<FieldError> faults = new ArrayList<>();

  QueryReader(Query query) {
    this.query = query;
  }

  /** A fault for each name that the address does not have, at most {@link #MOST_VALUES}. */
  static List<FieldError> unknown(Query query, Set<String> known) {
    Set<String> given = query.toMultiMap().keySet();
    if (known.containsAll(given)) return List.of();
    String all = known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
    return given.stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .limit(MOST_VALUES)
        .map(name -> FieldError.query(shown(name), "is not known here; known: " + all))
        .toList();
  }

  /** As an error may quote it: bounded, and harmless in a terminal. */
  private static String shown(String name) {
    String plain = CONTROL.matcher(name).replaceAll("\uFFFD");
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
  }

  List<FieldError> faults() {
    return List.copyOf(faults);
  }

  void refuse(String name, String detail) {
    faults.add(FieldError.query(name, detail));
  }

  @Nullable String text(String name, int longest) {
    String text = single(name);
    if (text == null || (text.length() <= longest && !CONTROL.matcher(text).find())) return text;
    refuse(name, "must have at most " + longest + " characters, none of them a control character");
    return null;
  }

  @Nullable Integer integer(String name, int least, int most) {
    String text = single(name);
    if (text == null) return null;
    if (WHOLE.matcher(text).matches()) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) return value;
    }
    refuse(name, "must be a whole number from " + least + " to " + most);
    return null;
  }

  /** Set by its name alone, as in {@code ?follow}, or by {@code true}. */
  boolean flag(String name) {
    String text = single(name);
    if (text == null || text.equals("false")) return false;
    if (!text.isEmpty() && !text.equals("true")) refuse(name, "must be true or false, or nothing");
    return true;
  }

  @Nullable Boolean truth(String name) {
    String text = single(name);
    if (text == null) return null;
    if (text.equals("true") || text.equals("false")) return text.equals("true");
    refuse(name, "must be true or false");
    return null;
  }

  /** A time to wait, such as {@code 30s}, {@code 500ms}, {@code 1m}, or a number of seconds. */
  @Nullable Duration duration(String name) {
    String text = single(name);
    if (text == null) return null;
    Matcher parts = WAIT.matcher(text);
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofSeconds(number);
      };
    }
    refuse(name, "must be a time such as 30s, 500ms or 1m");
    return null;
  }

  /** The place where a page of this list ended: as many numbers as it takes. */
  long @Nullable [] cursor(String list, int numbers) {
    String text = text("cursor", Cursor.LONGEST);
    if (text == null) return null;
    long[] place = Cursor.read(list, numbers, text).orElse(null);
    if (place == null) refuse("cursor", "is none that this server gave out");
    return place;
  }

  @Nullable UUID uuid(String name) {
    String text = single(name);
    if (text == null) return null;
    UUID id = Uuids.parse(text).orElse(null);
    if (id == null) refuse(name, "must be a UUID");
    return id;
  }

  @Nullable Instant instant(String name) {
    // "+" of an offset that was not escaped arrives as a space
    String text = single(name);
    if (text == null) return null;
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', '+'));
      if (Math.abs(time.getYear()) <= LAST_YEAR) return time.toInstant();
      refuse(name, "must be in a year of at most four digits");
    } catch (DateTimeParseException e) {
      refuse(name, "must be an RFC 3339 time such as 2026-01-31T12:00:00Z");
    }
    return null;
  }

  <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String text = single(name);
    return text == null ? null : constant(name, text, type);
  }

  /** A parameter that may be repeated, or list several values with commas. */
  <E extends Enum<E>> Set<E> allOf(String name, Class<E> type) {
    Set<E> all = EnumSet.noneOf(type);
    query.getAll(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .limit(MOST_VALUES)
        .forEach(
            value -> {
              E constant = constant(name, value, type);
              if (constant != null) all.add(constant);
            });
    return all;
  }

  /** Of two values one would be overlooked. */
  private @Nullable String single(String name) {
    List<String> values = query.getAll(name);
    if (values.size() > 1) refuse(name, "must not be given twice");
    return values.size() == 1 ? values.get(0) : null;
  }

  private <E extends Enum<E>> @Nullable E constant(String name, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (wire(constant).equals(text)) return constant;
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(QueryReader::wire).toList();
    refuse(name, "must be one of " + String.join(", ", names));
    return null;
  }

  private static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
