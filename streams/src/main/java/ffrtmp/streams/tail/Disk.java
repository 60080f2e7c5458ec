package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a tail asks of a file system. Each call tells of one moment, and between two of them
 * files may be written, renamed, copied, truncated, packed and deleted.
 */
interface Disk {
  /** What the operating system says. */
  Disk LOCAL = new LocalDisk();

  /**
   * What a folder holds. A file that is renamed meanwhile may be missing, or be there under both of
   * its names.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such folder
   */
  List<Path> entries(Path folder) throws IOException;

  /** The regular file of that name; empty when there is none. */
  Optional<Stat> stat(Path path) throws IOException;

  /**
   * @throws java.nio.file.NoSuchFileException when there is none of that name
   */
  OpenFile open(Path path) throws IOException;
}
