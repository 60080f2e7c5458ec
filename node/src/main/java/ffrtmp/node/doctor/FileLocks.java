package ffrtmp.node.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Whether another process has a file to itself, and which. */
final class FileLocks {
  private static final int PID = 4;
  private static final int FILE = 5;

  private final Path proc;

  /**
   * @param proc {@code /proc}
   */
  FileLocks(Path proc) {
    this.proc = proc;
  }

  /** Asks for a share of the lock, and gives it back at once; the file is not changed. */
  boolean held(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException ours) {
      return true;
    }
  }

  /** Who has it; empty where that cannot be told. */
  Optional<ProcessNames.Named> holder(Path file) {
    try {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      return Files.readAllLines(proc.resolve("locks")).stream()
          .map(line -> line.strip().split("\\s+", -1))
          .filter(words -> words.length > FILE && words[FILE].endsWith(inode))
          .map(words -> new ProcessNames(proc).of(Long.parseLong(words[PID])))
          .findFirst();
    } catch (IOException | RuntimeException notHere) {
      return Optional.empty();
    }
  }
}
