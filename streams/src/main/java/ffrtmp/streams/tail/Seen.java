package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file as it was seen in its folder.
 *
 * @param family which files belong together
 */
record Seen(Path path, String family, LogName name, Stat stat) {
  long size() {
    return stat.size();
  }

  long modifiedMillis() {
    return stat.modifiedMillis();
  }

  /**
   * @throws NoSuchFileException when the name belongs to another file by now
   */
  Content open(Disk disk, int keep, boolean isFinal) throws IOException {
    return name.packed() ? unpacked(disk, keep) : plain(disk, isFinal);
  }

  /** As {@link #open}, of a packed file. */
  PackedContent unpacked(Disk disk, int keep) throws IOException {
    return new PackedContent(opened(disk), name.packing(), keep);
  }

  /** As {@link #open}, of a file that is not packed. */
  PlainContent plain(Disk disk, boolean isFinal) throws IOException {
    return new PlainContent(opened(disk), isFinal);
  }

  /** Between the look and the opening the name may have moved on to another file. */
  private OpenFile opened(Disk disk) throws IOException {
    OpenFile file = disk.open(path);
    Optional<Stat> now = disk.stat(path);
    if (now.filter(stat -> stat.inode() == 0 || stat.sameFile(this.stat)).isPresent()) return file;
    file.close();
    throw new NoSuchFileException(path.toString(), null, "it is another file now");
  }

  /** Nobody wrote to it since it was seen, and the name is still its own. */
  boolean stillUntouched(Disk disk) throws IOException {
    return disk.stat(path)
        .filter(now -> now.inode() == 0 || new Seen(path, family, name, now).untouched(this))
        .isPresent();
  }

  /** The file's own name, without its folder. */
  String fileName() {
    return String.valueOf(path.getFileName());
  }

  boolean sameFile(Seen other) {
    return stat.sameFile(other.stat);
  }

  /** The same file, not written to since; its name may have changed. */
  boolean untouched(Seen since) {
    return sameFile(since)
        && size() == since.size()
        && modifiedMillis() == since.modifiedMillis()
        && name.packing() == since.name.packing();
  }
}
