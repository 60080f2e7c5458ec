package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads figures leniently: old agents write some of them as strings. */
final class Numbers {
  private static final int LONGEST = 64;

  private Numbers() {}

  /** The finite number that a value is, or says; null: it is none. */
  static @Nullable Double read(@Nullable JsonNode value) {
    if (value == null) return null;
    double number = value.isTextual() ? parse(value.textValue()) : number(value);
    return Double.isFinite(number) ? number : null;
  }

  private static double number(JsonNode value) {
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }

  private static double parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST) return Double.NaN;
    try {
      return new BigDecimal(trimmed).doubleValue();
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
