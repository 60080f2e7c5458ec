package ffrtmp.streams.correlate;

import ffrtmp.streams.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the generator of logs with known truth; needs python3. */
public final class Generator {
  private static final Path SCRIPT = Path.of("src/test/tools/gen_logs.py");

  private Generator() {}

  /** Writes both logs and their truth into {@code folder}. */
  public static void generate(Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Requires.program("python3").toString());
    command.add(SCRIPT.toString());
    command.add("--out");
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.waitFor() != 0) throw new AssertionError("failed: " + command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted: " + command, e);
    }
  }
}
