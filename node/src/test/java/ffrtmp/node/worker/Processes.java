package ffrtmp.node.worker;

import ffrtmp.node.worker.process.ProcStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for processes in {@code /proc}, by what stands on their command lines. */
final class Processes {
  private Processes() {}

  /** Those whose command line mentions {@code text}; a zombie has none. */
  static List<ProcStat> mentioning(String text) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> commandLine(p).contains(text))
          .map(p -> ProcStat.of(Long.parseLong(p.getFileName().toString())))
          .flatMap(Optional::stream)
          .filter(stat -> stat.pid() != ProcessHandle.current().pid())
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(
          process.resolve("cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
