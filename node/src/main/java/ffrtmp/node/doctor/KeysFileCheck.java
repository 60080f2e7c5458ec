package ffrtmp.node.doctor;

import ffrtmp.http.access.Key;
import ffrtmp.http.access.KeysEditor;
import ffrtmp.http.access.KeysFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The keys file: whether it can be read, holds a key that is valid, and is not for everybody. */
public final class KeysFileCheck implements Check {
  private static final String NAME = "keys file";

  private final Path file;
  private final Clock clock;

  public KeysFileCheck(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws IOException {
    try {
      return List.of(found(new KeysEditor(file, clock, new SecureRandom()).list()));
    } catch (KeysFileException e) {
      return List.of(
          Finding.fail(
              NAME,
              String.valueOf(e.getMessage()),
              "mend it, or have `ffrtmp keys create` write it"));
    }
  }

  private Finding found(Collection<Key> keys) throws IOException {
    long live = keys.stream().filter(key -> key.live(clock.instant())).count();
    String found = "%s: %d keys, %d of them valid now".formatted(file, keys.size(), live);
    if (live == 0) {
      return Finding.warn(NAME, found, "make one: ffrtmp keys create --api-keys-file " + file);
    }
    return forEverybody()
        ? Finding.warn(
            NAME, found + "; every user of the machine can read or write it", "chmod 640 " + file)
        : Finding.ok(NAME, found);
  }

  private boolean forEverybody() throws IOException {
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
      return granted.contains(PosixFilePermission.OTHERS_READ)
          || granted.contains(PosixFilePermission.OTHERS_WRITE)
          || granted.contains(PosixFilePermission.GROUP_WRITE);
    } catch (UnsupportedOperationException noSuchThingHere) {
      return false;
    }
  }
}
