package ffrtmp.node.worker.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an attempt's input comes from, checked. */
public sealed interface MediaSource {
  /** Bytes of the input, where that is known. */
  default @Nullable Long bytes() throws IOException {
    return null;
  }

  /** A file whose real path lies under a media root. */
  record LocalFile(Path path) implements MediaSource {
    @Override
    public Long bytes() throws IOException {
      return Files.size(path);
    }
  }

  /** A URL of an allowed scheme. */
  record Remote(String url) implements MediaSource {}

  /** No input was named: a test picture and a tone. */
  record Generated() implements MediaSource {}
}
