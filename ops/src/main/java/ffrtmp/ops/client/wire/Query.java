package ffrtmp.ops.client.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the query of a request; what has no value is left out. */
public final class Query {
  private final StringBuilder text = new StringBuilder();

  public Query add(String name, @Nullable Object value) {
    if (value == null) return this;
    text.append(text.isEmpty() ? '?' : '&').append(escape(name)).append('=');
    text.append(escape(value.toString()));
    return this;
  }

  /** As one segment of a path, whatever is in it. */
  public static String segment(String text) {
    return escape(text);
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** With its question mark; empty without any value. */
  @Override
  public String toString() {
    return text.toString();
  }
}
