package ffrtmp.ops.client.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8 that end with LF, CR LF or CR, none of them longer than a bound. */
public final class Lines {
  private final Reader reader;
  private final int longest;
  private boolean afterReturn;

  /**
   * @param longest characters of a line
   */
  public Lines(InputStream in, int longest) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.longest = longest;
  }

  /** A line is longer than it may be. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(int longest) {
      super("a line of more than " + longest + " characters");
    }
  }

  /** The next line; null at the end. */
  public @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    boolean any = false;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      boolean second = afterReturn && c == '\n';
      afterReturn = c == '\r';
      if (second) continue;
      any = true;
      if (c == '\n' || c == '\r') return line.toString();
      if (line.length() == longest) throw new TooLong(longest);
      line.append((char) c);
    }
    return any ? line.toString() : null;
  }
}
