package ffrtmp.node.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The machine's processes, as /proc has them. */
final class Processes {
  private Processes() {}

  /** Command lines of the ffmpeg processes that name {@code folder}. */
  static List<String> ffmpegOf(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        String line = commandLine(process);
        if (line.contains("ffmpeg")
            && !line.contains("ffrtmp.jar")
            && line.contains(folder.toString())) {
          found.add(process.getFileName() + " " + line);
        }
      }
    }
    return found;
  }

  /** Empty for a process that has just ended. */
  private static String commandLine(Path process) throws IOException {
    try {
      byte[] line = Files.readAllBytes(process.resolve("cmdline"));
      return new String(line, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException gone) {
      if (!Files.exists(process)) return "";
      throw gone;
    }
  }
}
