package ffrtmp.node.worker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds processes by what stands on their command lines. */
public final class CommandLines {
  private static final Path PROC = Path.of("/proc");

  private CommandLines() {}

  /** The processes that mention {@code text}, this one left out; none where there is no /proc. */
  public static List<ProcStat> mentioning(String text) {
    if (!Files.isDirectory(PROC)) return List.of();
    long self = ProcessHandle.current().pid();
    try (Stream<Path> all = Files.list(PROC)) {
      return all.map(Path::getFileName)
          .map(String::valueOf)
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(pid -> of(pid).contains(text))
          .map(pid -> ProcStat.of(Long.parseLong(pid)))
          .flatMap(Optional::stream)
          .filter(stat -> stat.pid() != self)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String of(String pid) {
    try {
      // a zombie has none, and so counts as gone
      return Files.readString(PROC.resolve(pid).resolve("cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
