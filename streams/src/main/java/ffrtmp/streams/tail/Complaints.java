package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that cannot be read: each is named once in the log, and again after it could be read. */
final class Complaints {
  private static final Logger log = LoggerFactory.getLogger(Complaints.class);

  private final Set<Path> unreadable = new HashSet<>();

  void about(Path path, IOException reason) {
    if (reason instanceof NoSuchFileException) return; // gone since it was listed
    if (unreadable.add(path))
      log.warn("{} cannot be read, and is tried again: {}", path, reason.toString());
  }

  void readable(Path path) {
    if (unreadable.remove(path)) log.info("{} can be read again", path);
  }

  /** Forgets the files that are no longer there. */
  void forgetMissing() {
    unreadable.removeIf(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
  }

  int count() {
    return unreadable.size();
  }
}
