package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder as it is now. */
public final class LogFolder {
  private LogFolder() {}

  /** Every cache log in it with its rotations, by name; none of its folders. */
  public static List<Path> logs(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(LogFolder::isLog).sorted().toList();
    }
  }

  private static boolean isLog(Path path) {
    return LogName.parse(String.valueOf(path.getFileName())).isPresent()
        && Files.isRegularFile(path);
  }
}
