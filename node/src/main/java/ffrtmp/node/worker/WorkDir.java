package ffrtmp.node.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A worker's own folder, which no other may have: at its start a worker ends what the folder's
 * former worker left running, and must not meet one that lives.
 */
final class WorkDir {
  /** Held until the JVM ends, however it ends: the kernel lets go of them. */
  private static final List<FileLock> LOCKS = new CopyOnWriteArrayList<>();

  private WorkDir() {}

  /**
   * @throws IOException when another worker has the folder
   */
  static void lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        LOCKS.add(lock);
        return;
      }
    } catch (OverlappingFileLockException inThisJvm) {
      // said below, as for another JVM
    }
    channel.close();
    throw new IOException("another worker uses " + folder + ": give this one its own --work-dir");
  }
}
