package ffrtmp.node.worker.media;

import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A place that a finished attempt will put its output in, once its job has said that it counts. A
 * link beside the place says whose it is, and the file system makes only one of that name,
 * whichever worker asks: so two attempts with the same output are not both told that they have
 * finished.
 */
record Claim(Path place, Held held) {
  /** Whether the place is this attempt's now. It takes over from an attempt of its own job. */
  boolean take() throws IOException {
    for (int tries = 0; tries < 3; tries++) {
      try {
        Files.createSymbolicLink(mark(), Path.of(owner()));
        return true;
      } catch (FileAlreadyExistsException taken) {
        String holder = holder();
        if (holder.startsWith(held.job() + "~")) Files.deleteIfExists(mark());
        else if (!holder.isEmpty()) return false;
      } catch (IOException | UnsupportedOperationException noLinksHere) {
        // the commit will not replace anything all the same
        return true;
      }
    }
    return false;
  }

  void release() throws IOException {
    if (holder().equals(owner())) Files.deleteIfExists(mark());
  }

  private String owner() {
    return held.job() + "~" + held.attempt();
  }

  private String holder() throws IOException {
    try {
      return Files.readSymbolicLink(mark()).toString();
    } catch (NoSuchFileException | UnsupportedOperationException nobody) {
      return "";
    }
  }

  /** Hashed, since a name with something before it may be too long for a name. */
  private Path mark() {
    byte[] name = String.valueOf(place.getFileName()).getBytes(StandardCharsets.UTF_8);
    return place.resolveSibling(".ffrtmp-claim-" + UUID.nameUUIDFromBytes(name));
  }
}
