package ffrtmp.dashboards;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program that a test needs: without it the test is skipped, or fails where all is required. */
final class Requires {
  private Requires() {}

  /** The program's path, or the end of the test. */
  static Path program(String name) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path file = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(file)) return file;
    }
    String line = "this needs " + name + " on the PATH";
    if (System.getProperty("ffrtmp.require", "").equals("all")) {
      fail(line + ", and -Dffrtmp.require=all lets nothing be skipped");
    }
    System.out.println("SKIPPED: " + line);
    return abort(line);
  }
}
