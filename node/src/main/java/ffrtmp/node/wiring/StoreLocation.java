package ffrtmp.node.wiring;

import java.nio.file.Path;
import java.util.Locale;

/** What an operator's word for the store means: the URL of a server, or a file of our own. */
public final class StoreLocation {
  private StoreLocation() {}

  /** Whether it is a URL; else it is the name of an H2 file. */
  public static boolean isUrl(String location) {
    return location.toLowerCase(Locale.ROOT).matches("(jdbc:.*|[a-z]+://.*)");
  }

  /** The H2 file that it names, absolute. */
  public static Path file(String location) {
    return Path.of(location).toAbsolutePath();
  }
}
