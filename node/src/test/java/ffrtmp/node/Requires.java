package ffrtmp.node;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a test needs of the machine. Where it is missing the test is skipped and says why; with
 * {@code -Dffrtmp.require=all} it fails instead, so that a run that shall prove everything cannot
 * pass by skipping.
 */
public final class Requires {
  private Requires() {}

  /** The program's path, or the end of the test. */
  public static Path program(String name) {
    return program(name, System.getenv("PATH"), System.getProperty("ffrtmp.require", ""));
  }

  /** Nothing, or the end of the test: what it needs is more than a program. */
  public static void that(boolean there, String what) {
    if (!there) missing("this needs " + what, System.getProperty("ffrtmp.require", ""));
  }

  static Path program(String name, String path, String required) {
    Optional<Path> found = onPath(name, path);
    return found.isPresent()
        ? found.get()
        : missing("this needs " + name + " on the PATH", required);
  }

  private static Path missing(String line, String required) {
    if (required.equals("all")) fail(line + ", and -Dffrtmp.require=all lets nothing be skipped");
    System.out.println("SKIPPED: " + line);
    return abort(line);
  }

  private static Optional<Path> onPath(String name, String path) {
    for (String folder : path.split(":", -1)) {
      Path file = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(file)) return Optional.of(file);
    }
    return Optional.empty();
  }
}
