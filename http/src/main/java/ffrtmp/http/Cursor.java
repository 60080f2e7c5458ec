package ffrtmp.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a page of a list ends, in a form that clients hand back unread. */
final class Cursor {
  private static final String MARK = "jobs:";

  private Cursor() {}

  static String write(long before) {
    byte[] plain = (MARK + before).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
  }

  static Optional<Long> read(String cursor) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
      return plain.matches(MARK + "[0-9]{1,18}")
          ? Optional.of(Long.parseLong(plain.substring(MARK.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // not Base64 at all
      return Optional.empty();
    }
  }
}
