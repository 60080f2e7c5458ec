package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file as it was seen in its folder.
 *
 * @param family which files belong together
 * @param device 0 where unknown
 * @param inode 0 where unknown
 * @param size bytes as stored
 */
record Seen(
    Path path,
    String family,
    LogName name,
    long device,
    long inode,
    long size,
    long modifiedMillis) {
  Content open(int keep, boolean isFinal) throws IOException {
    return name.packed()
        ? new PackedContent(path, name.packing(), keep)
        : new PlainContent(path, isFinal);
  }

  /** The file's own name, without its folder. */
  String fileName() {
    return String.valueOf(path.getFileName());
  }

  boolean sameFile(Seen other) {
    return inode != 0 && inode == other.inode && device == other.device;
  }

  /** The same file, not written to since; its name may have changed. */
  boolean untouched(Seen since) {
    return sameFile(since)
        && size == since.size
        && modifiedMillis == since.modifiedMillis
        && name.packing() == since.name.packing();
  }
}
