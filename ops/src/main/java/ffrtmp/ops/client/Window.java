package ffrtmp.ops.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The window that a terminal is shown in, which a person makes larger and smaller. */
public interface Window {
  /** No window, as of a pipe. */
  Window NONE = Optional::empty;

  /** How large it is now; absent where that cannot be told. */
  Optional<Size> size();

  /** Rows and columns of letters. */
  record Size(int lines, int columns) {
    private static final Pattern TOLD = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})\\s*");

    /** What {@code stty size} says; absent where it is none, as of a terminal without a window. */
    static Optional<Size> read(String told) {
      Matcher parts = TOLD.matcher(told);
      if (!parts.matches()) return Optional.empty();
      return Optional.of(
          new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))));
    }
  }

  /** That of the terminal behind a descriptor of this process, 1 or 2: Java itself cannot ask. */
  static Window behind(int descriptor) {
    return () -> {
      try {
        Process stty =
            new ProcessBuilder("stty", "size")
                .redirectInput(new File("/dev/fd/" + descriptor))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!stty.waitFor(1, TimeUnit.SECONDS)) {
          stty.destroyForcibly();
          return Optional.empty();
        }
        byte[] told = stty.getInputStream().readNBytes(64);
        return Size.read(new String(told, StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return Optional.empty(); // no such program: the size of the start stays
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    };
  }
}
