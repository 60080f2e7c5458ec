package ffrtmp.node.worker.media;

import java.nio.file.Path;

/** Where an attempt's input comes from, checked. */
public sealed interface MediaSource {
  /** A file whose real path lies under a media root. */
  record LocalFile(Path path) implements MediaSource {}

  /** A URL of an allowed scheme. */
  record Remote(String url) implements MediaSource {}

  /** No input was named: a test picture and a tone. */
  record Generated() implements MediaSource {}
}
