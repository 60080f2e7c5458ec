package ffrtmp.node.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port, as Linux tells it to those who may know. */
final class PortOwners {
  private static final String LISTENS = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private final Path proc;

  /**
   * @param proc {@code /proc}
   */
  PortOwners(Path proc) {
    this.proc = proc;
  }

  /** Empty where it cannot be told: elsewhere than on Linux, or of another user's process. */
  Optional<ProcessNames.Named> of(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : lines(proc.resolve(table))) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length <= INODE || !words[STATE].equals(LISTENS)) continue;
        String local = String.format(Locale.ROOT, ":%04X", port);
        if (words[LOCAL].endsWith(local)) sockets.add("socket:[" + words[INODE] + "]");
      }
    }
    return sockets.isEmpty() ? Optional.empty() : holder(sockets);
  }

  private Optional<ProcessNames.Named> holder(Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          long pid = Long.parseLong(String.valueOf(process.getFileName()));
          return Optional.of(new ProcessNames(proc).of(pid));
        }
      }
      return Optional.empty();
    } catch (IOException noProc) {
      return Optional.empty();
    }
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : open) {
        if (sockets.contains(target(file))) return true;
      }
      return false;
    } catch (IOException notForUs) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException noProc) {
      return List.of();
    }
  }
}
