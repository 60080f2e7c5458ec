package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

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
  /**
   * @throws NoSuchFileException when the name belongs to another file by now
   */
  Content open(int keep, boolean isFinal) throws IOException {
    if (!name.packed()) return plain(isFinal);
    PackedContent content = new PackedContent(path, name.packing(), keep);
    return checked(content);
  }

  /** As {@link #open}, of a file that is not packed. */
  PlainContent plain(boolean isFinal) throws IOException {
    return checked(new PlainContent(path, isFinal));
  }

  /** Between the look and the opening the name may have moved on to another file. */
  private <C extends Content> C checked(C content) throws IOException {
    Optional<Seen> now = Listing.see(path, family, name);
    if (now.filter(seen -> inode == 0 || seen.sameFile(this)).isPresent()) return content;
    content.close();
    throw new NoSuchFileException(path.toString(), null, "it is another file now");
  }

  /** Nobody wrote to it since it was seen, and the name is still its own. */
  boolean stillUntouched() throws IOException {
    return Listing.see(path, family, name)
        .filter(seen -> inode == 0 || seen.untouched(this))
        .isPresent();
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
