package ffrtmp.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a file is noticed.
 *
 * @param identity the file system's own number, so that a link put elsewhere is noticed too
 */
record FileStamp(long modifiedMillis, long size, @Nullable String identity) {
  private static final FileStamp MISSING = new FileStamp(-1, -1, null);

  static List<FileStamp> of(TlsFiles files) {
    return files.all().stream().map(FileStamp::of).toList();
  }

  /** One of its own for a file that is not there, or cannot be looked at. */
  private static FileStamp of(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          seen.lastModifiedTime().toMillis(), seen.size(), String.valueOf(seen.fileKey()));
    } catch (IOException e) {
      return MISSING;
    }
  }
}
