package ffrtmp.node.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The embedded store's file: whether it is one, and free. Its folder is looked at apart. */
public final class H2Check implements Check {
  private static final String NAME = "store";
  private static final String BEGINNING = "H:";

  private final Path file;
  private final FileLocks locks;

  /**
   * @param store as {@code --db} names it
   */
  public H2Check(Path store) {
    this(store, new FileLocks(Path.of("/proc")));
  }

  H2Check(Path store, FileLocks locks) {
    this.file = store.resolveSibling(store.getFileName() + ".mv.db");
    this.locks = locks;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws IOException {
    return List.of(found());
  }

  private Finding found() throws IOException {
    if (!Files.exists(file)) return Finding.ok(NAME, file + ", to be made at the first start");
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      return Finding.fail(
          NAME,
          file + " is not for " + System.getProperty("user.name") + " to read and write",
          "give it to the server's user (chown), or run as the one who has it");
    }
    if (locks.held(file)) return held(locks.holder(file));
    if (!beginsAsOne()) {
      return Finding.fail(
          NAME, file + " is no H2 database", "name another by --db, or put a copy in its place");
    }
    return Finding.ok(NAME, file + ", " + (Files.size(file) >> 10) + " KiB, nobody has it open");
  }

  private Finding held(Optional<ProcessNames.Named> holder) {
    String by = holder.map(ProcessNames.Named::toString).orElse("another process");
    if (holder.map(ProcessNames.Named::ours).orElse(false)) {
      return Finding.ok(NAME, file + " is open in " + by + ", which is running already");
    }
    return Finding.fail(
        NAME, file + " is locked by " + by, "stop that, or choose another store by --db");
  }

  private boolean beginsAsOne() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(BEGINNING.length());
      return new String(first, StandardCharsets.ISO_8859_1).equals(BEGINNING);
    }
  }
}
