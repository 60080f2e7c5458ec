package ffrtmp.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a page of a list ends, in a form that clients hand back unread. */
final class Cursor {
  /** No cursor that this server gives out is longer. */
  static final int LONGEST = 96;

  private static final String NUMBERS = "(:-?[0-9]{1,18})";

  private Cursor() {}

  /**
   * @param list the list's name, so that no other list takes the cursor for its own
   */
  static String write(String list, long... place) {
    String numbers =
        Arrays.stream(place).mapToObj(number -> ":" + number).collect(Collectors.joining());
    byte[] plain = (list + numbers).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
  }

  /** The {@code count} numbers of the place; empty: not a cursor of this list. */
  static Optional<long[]> read(String list, int count, String cursor) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
      return plain.matches(list + NUMBERS + "{" + count + "}")
          ? Optional.of(numbers(plain.substring(list.length() + 1)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // not Base64 at all
      return Optional.empty();
    }
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(":", -1)).mapToLong(Long::parseLong).toArray();
  }
}
