package ffrtmp.node.process;

import ffrtmp.node.worker.process.ProcStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's processes, as /proc has them. */
final class Processes {
  private Processes() {}

  /** Command lines of the ffmpeg processes that name {@code folder}. */
  static List<String> ffmpegOf(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    for (long pid : all()) {
      String line = commandLine(Path.of("/proc", String.valueOf(pid)));
      if (line.contains("ffmpeg")
          && !line.contains("ffrtmp.jar")
          && line.contains(folder.toString())) {
        found.add(pid + " " + line);
      }
    }
    return found;
  }

  /** The process whose command line names {@code text}, as the parts of an attempt's own do. */
  static Optional<ProcStat> naming(String text) throws IOException {
    for (long pid : all()) {
      if (commandLine(Path.of("/proc", String.valueOf(pid))).contains(text))
        return ProcStat.of(pid);
    }
    return Optional.empty();
  }

  /** Every command line, as any user of the machine may read it. */
  static List<String> commandLines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (long pid : all()) lines.add(commandLine(Path.of("/proc", String.valueOf(pid))));
    return lines;
  }

  /** Whether somebody takes connections there; to try would be a connection. */
  static boolean listens(int port) throws IOException {
    String hex = String.format(Locale.ROOT, ":%04X 00000000:0000 0A", port);
    return Files.readString(Path.of("/proc/net/tcp")).contains(hex);
  }

  /** The living processes of a group. */
  static List<ProcStat> group(long number) throws IOException {
    return all().stream()
        .flatMap(pid -> ProcStat.of(pid).stream())
        .filter(stat -> stat.group() == number && stat.state() != 'Z')
        .toList();
  }

  private static List<Long> all() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .map(Long::valueOf)
          .toList();
    }
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
