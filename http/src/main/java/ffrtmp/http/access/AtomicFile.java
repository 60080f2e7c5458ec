package ffrtmp.http.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces a file in one step: whoever reads it finds the old text or the new one. */
final class AtomicFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** What an existing file may grant besides, since its server may be of another user. */
  private static final Set<PosixFilePermission> AND_GROUP_READS =
      PosixFilePermissions.fromString("rw-r-----");

  private AtomicFile() {}

  /** The new file belongs to whom the old one did; others than its group cannot read it. */
  static void replace(Path path, String text) throws IOException {
    Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = real.getParent();
    if (folder == null) throw new IOException(path + " is no file");
    Path temporary =
        Files.createTempFile(
            folder, ".keys-", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      write(temporary, text);
      keepOwner(real, temporary);
      Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    sync(folder);
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(true);
    }
  }

  private static void keepOwner(Path old, Path fresh) throws IOException {
    @Nullable PosixFileAttributeView was =
        Files.getFileAttributeView(old, PosixFileAttributeView.class);
    if (was == null || !Files.exists(old)) return;
    PosixFileAttributes before = was.readAttributes();
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    if (!before.owner().equals(now.owner())) view.setOwner(before.owner());
    if (!before.group().equals(now.group())) view.setGroup(before.group());
    Set<PosixFilePermission> kept = EnumSet.copyOf(AND_GROUP_READS);
    kept.retainAll(before.permissions());
    kept.addAll(OWNER_ONLY);
    view.setPermissions(kept);
  }

  /** The rename itself must outlive a power cut. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
