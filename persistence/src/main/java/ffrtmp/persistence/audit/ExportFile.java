package ffrtmp.persistence.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is there whole or not at all: written beside its place, forced to the disk, and moved
 * there when it is complete. Compressed where its name ends in {@code .gz}; its owner alone may
 * read it.
 */
public final class ExportFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path place;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream out;

  private ExportFile(Path place, Path part, FileChannel channel, OutputStream out) {
    this.place = place;
    this.part = part;
    this.channel = channel;
    this.out = out;
  }

  /**
   * Begins the file; nothing is at its place before {@link #complete}, and what was a file there
   * stays until then.
   *
   * @throws IOException when it cannot be begun, or something else than a file is at its place,
   *     such as a folder or a device
   */
  public static ExportFile create(Path place) throws IOException {
    Path whole = place.toAbsolutePath();
    if (Files.exists(whole) && !Files.isRegularFile(whole)) {
      throw new FileSystemException(whole.toString(), null, "it is there and no file");
    }
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    Files.deleteIfExists(part);
    FileChannel channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly());
    OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    boolean compressed = whole.getFileName().toString().endsWith(".gz");
    return new ExportFile(whole, part, channel, compressed ? new GZIPOutputStream(raw) : raw);
  }

  public OutputStream out() {
    return out;
  }

  /** Everything is written: the file takes its place, durably. */
  public void complete() throws IOException {
    if (out instanceof GZIPOutputStream compressed) compressed.finish();
    out.flush();
    channel.force(true);
    channel.close();
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    var parent = place.getParent();
    if (parent == null) return;
    try (FileChannel folder = FileChannel.open(parent)) {
      folder.force(true);
    }
  }

  /** Where it was not completed, nothing is left of it. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }

  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    var owner = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
  }
}
