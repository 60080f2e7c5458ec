package ffrtmp.ops.client.wire;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, as the HTML standard defines them. */
public final class EventReader {
  private static final int MOST_CHARACTERS = 64 << 20;

  /**
   * One event.
   *
   * @param type {@code message} where none was said
   * @param id the last one said so far; empty before the first
   */
  public record Event(String type, String id, String data) {}

  private final Lines lines;
  private String id = "";
  private long retryMillis = -1;

  public EventReader(InputStream body) {
    lines = new Lines(body, MOST_CHARACTERS);
  }

  /** After how long to come again, in milliseconds; negative where the server did not say. */
  public long retryMillis() {
    return retryMillis;
  }

  /** The next event; null at the end. An event that was cut off is none. */
  public @Nullable Event next() throws IOException {
    String type = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isEmpty()) {
        if (data.length() > 0) {
          return new Event(type, id, data.substring(0, data.length() - 1));
        }
        type = "message";
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      if (value.startsWith(" ")) value = value.substring(1);
      if (name.equals("data")) data.append(value).append('\n');
      else if (name.equals("event")) type = value;
      else if (name.equals("id")) id = value;
      else if (name.equals("retry") && value.matches("[0-9]{1,6}")) {
        retryMillis = Long.parseLong(value);
      }
      if (data.length() > MOST_CHARACTERS) throw new IOException("an event of more than 64 MiB");
    }
    return null;
  }
}
