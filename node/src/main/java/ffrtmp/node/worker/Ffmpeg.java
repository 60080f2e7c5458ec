package ffrtmp.node.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ffmpeg that a worker runs.
 *
 * @param origin where it comes from, in a few words
 */
public record Ffmpeg(Path path, String origin) {
  /** There is no ffmpeg; the message says what can be done. */
  public static final class NotFound extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NotFound(String message, IOException cause) {
      super(message, cause);
    }
  }

  /**
   * The named one, else the first on the PATH, else the static build that Maven has, fetched and
   * kept in the user's cache; says on standard error when it takes that one.
   *
   * @throws NotFound when there is none
   */
  public static Ffmpeg locate(@Nullable Path named) {
    try {
      return new FfmpegSearch(System.getenv(), System.err::println).find(named);
    } catch (IOException e) {
      throw new NotFound(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The one that {@link #locate} would take, and nothing is fetched to find out: empty where it
   * would have to be.
   *
   * @throws NotFound when the named one is none
   */
  public static Optional<Ffmpeg> present(@Nullable Path named) {
    try {
      return new FfmpegSearch(System.getenv(), line -> {}).present(named);
    } catch (IOException e) {
      throw new NotFound(String.valueOf(e.getMessage()), e);
    }
  }

  /** The first gst-launch-1.0 on the PATH: the engine for nodes that have GStreamer. */
  public static Optional<Path> gstLaunch() {
    return new FfmpegSearch(System.getenv(), line -> {}).onPath("gst-launch-1.0");
  }

  @Override
  public String toString() {
    return path + " (" + origin + ")";
  }
}
