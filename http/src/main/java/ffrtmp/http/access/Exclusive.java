package ffrtmp.http.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Keeps two from changing a file at a time, by a lock on a file beside it that stays there. */
final class Exclusive {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Exclusive() {}

  /** What is done while nobody else does. */
  interface Work<T> {
    T run() throws KeysFileException, IOException;
  }

  /**
   * @throws IOException when another is at it for longer than a change takes
   */
  static <T> T on(Path path, Work<T> work) throws KeysFileException, IOException {
    Path beside = path.resolveSibling(path.getFileName() + ".lock");
    // closing the channel also unlocks it
    try (FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (tryLock(channel) == null) {
        if (System.nanoTime() - deadline > 0)
          throw new IOException("another process is changing " + path);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return work.run();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }
}
