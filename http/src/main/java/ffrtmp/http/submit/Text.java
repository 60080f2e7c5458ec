package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What every text of a request must be, whatever it means. */
final class Text {
  private static final int SHOWN = 64;

  private Text() {}

  /** Why {@code value} is no text that can be taken; empty: it is one. */
  static Optional<String> fault(JsonNode value, int longest) {
    if (!value.isTextual()) return Optional.of("must be a text");
    String text = value.textValue();
    if (text.isEmpty()) return Optional.of("must not be empty");
    if (text.length() > longest) {
      return Optional.of("must have at most " + longest + " characters");
    }
    return text.codePoints().allMatch(Text::printable)
        ? Optional.empty()
        : Optional.of("must have no control characters");
  }

  /** A member's name as an error may quote it: bounded, and harmless in a terminal. */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(SHOWN)
        .forEach(point -> shown.appendCodePoint(printable(point) ? point : 0xFFFD));
    return shown.toString();
  }

  private static boolean printable(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
