package ffrtmp.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that follow from the code. {@code -Dffrtmp.rewrite=true} writes them; otherwise the file as
 * it is, or an empty text.
 */
public final class Rewrite {
  private Rewrite() {}

  public static String file(Path path, String wanted) {
    try {
      if (Boolean.getBoolean("ffrtmp.rewrite")) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, wanted);
      }
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
