package ffrtmp.node.worker.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits a process's output into lines of bounded length; CR ends a line as LF does. */
public final class Lines {
  /** Bytes of a line that are kept; the rest of a longer one is dropped. */
  public static final int LONGEST = 4_096;

  private final Consumer<String> to;
  private final byte[] line = new byte[LONGEST];
  private int length;

  public Lines(Consumer<String> to) {
    this.to = to;
  }

  /** Reads until the end; a stream that breaks counts as ended. */
  public void readAll(InputStream from) {
    byte[] chunk = new byte[8_192];
    try (from) {
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) feed(chunk, n);
    } catch (IOException closed) {
      line("[the stream broke: " + closed.getMessage() + "]");
    }
    flush();
  }

  void feed(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') flush();
      else if (length < LONGEST) line[length++] = b;
    }
  }

  void flush() {
    if (length == 0) return;
    line(new String(line, 0, length, StandardCharsets.UTF_8));
    length = 0;
  }

  private void line(String text) {
    to.accept(text);
  }
}
