package ffrtmp.node.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a folder can be written to, and how much room its disk has. What is not there yet is made
 * by the server, so the nearest folder above it is looked at.
 */
public final class FolderCheck implements Check {
  private static final long MIB = 1 << 20;
  private static final long LEAST_BYTES = 5L << 30;
  private static final int LEAST_PERCENT = 5;

  private final String name;
  private final String flag;
  private final Path folder;

  /**
   * @param name what lies there: {@code media root}
   * @param flag by which it is named: {@code --media-root}
   */
  public FolderCheck(String name, String flag, Path folder) {
    this.name = name;
    this.flag = flag;
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Finding> look() throws IOException {
    Path there = nearest(folder);
    if (there == null || !Files.isDirectory(there)) {
      return List.of(
          Finding.fail(
              name,
              (there == null ? folder : there) + " is no folder",
              "name a folder by " + flag));
    }
    FileStore disk = Files.getFileStore(there);
    String refusal = writing(there);
    if (refusal != null) return List.of(refused(there, disk, refusal));
    return List.of(room(there, disk));
  }

  private static @Nullable Path nearest(Path folder) {
    Path at = folder;
    while (at != null && !Files.exists(at)) at = at.getParent();
    return at;
  }

  /** Why a MiB cannot be written; absent: it was. */
  private static @Nullable String writing(Path folder) {
    try {
      Path probe = Files.createTempFile(folder, ".ffrtmp-doctor-", ".tmp");
      try (FileChannel out = FileChannel.open(probe, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) MIB);
        while (bytes.hasRemaining()) out.write(bytes);
        out.force(false);
        return null;
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Finding refused(Path there, FileStore disk, String why) throws IOException {
    if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < MIB) {
      return Finding.fail(
          name,
          "the disk of " + folder + " is full (" + sizes(disk) + ")",
          "make room on it, or name a folder on another disk by " + flag);
    }
    return Finding.fail(
        name,
        there + " cannot be written to by " + System.getProperty("user.name") + ": " + why,
        "give it to the server's user (chown), or name another by " + flag);
  }

  private Finding room(Path there, FileStore disk) throws IOException {
    String found = folder + (there.equals(folder) ? "" : ", to be made") + ": " + sizes(disk);
    boolean memory = disk.type().equals("tmpfs");
    if (memory) found += ", in memory (tmpfs): gone after a restart of the machine";
    long free = disk.getUsableSpace();
    boolean little = free < LEAST_BYTES || free * 100 < disk.getTotalSpace() * LEAST_PERCENT;
    if (little) {
      return Finding.warn(name, found, "make room, or name a folder on a larger disk by " + flag);
    }
    return memory
        ? Finding.warn(name, found, "name a folder on a disk by " + flag)
        : Finding.ok(name, found);
  }

  private static String sizes(FileStore disk) throws IOException {
    return "%s free of %s".formatted(size(disk.getUsableSpace()), size(disk.getTotalSpace()));
  }

  private static String size(long bytes) {
    return bytes >= 10L << 30 ? (bytes >> 30) + " GiB" : bytes / MIB + " MiB";
  }
}
