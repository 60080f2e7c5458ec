package ffrtmp.node.worker.media;

import ffrtmp.node.worker.Output;
import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An attempt's output on disk. Written under the attempt's own names beside where it belongs, so
 * that a rename puts it in its place, whole or not at all.
 */
public final class AttemptOutput implements Output {
  private final Manifests manifests;
  private volatile Manifest manifest;

  private AttemptOutput(Manifests manifests, Manifest manifest) {
    this.manifests = manifests;
    this.manifest = manifest;
  }

  /**
   * Notes the output before anything of it is written.
   *
   * @throws Refused user_error when another job of this worker writes to the same place
   */
  public static AttemptOutput begin(Manifests manifests, Manifest manifest)
      throws IOException, Refused {
    if (!manifests.claim(manifest)) {
      throw Refused.userError("another running job writes to the same output");
    }
    manifests.write(manifest);
    return new AttemptOutput(manifests, manifest);
  }

  /** The output of an attempt of a former life. */
  public static AttemptOutput found(Manifests manifests, Manifest manifest) {
    return new AttemptOutput(manifests, manifest);
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Notes the process that writes it. */
  public void writtenBy(Manifest withProcess) throws IOException {
    manifests.write(withProcess);
    manifest = withProcess;
  }

  /** Bytes written so far, of all its files. */
  public long bytes() throws IOException {
    long sum = 0;
    for (Move move : manifest.moves()) {
      for (Path file : tree(move.from())) {
        if (Files.isRegularFile(file)) sum += Files.size(file);
      }
    }
    return sum;
  }

  /**
   * Makes what was written survive a crash of the machine, and claims the places where it belongs.
   *
   * @throws Refused user_error when one is taken meanwhile, and may not be replaced
   */
  public void secure() throws IOException, Refused {
    for (Move move : manifest.moves()) {
      for (Path path : tree(move.from())) sync(path);
    }
    if (manifest.overwrite()) return;
    for (Move move : manifest.moves()) {
      // looked at after the claim: who had it before may have put his output there
      if (!claim(move).take() || Files.exists(move.to(), LinkOption.NOFOLLOW_LINKS)) {
        throw Refused.userError("another wrote the output meanwhile: " + move.to());
      }
    }
  }

  private Claim claim(Move move) {
    return new Claim(move.to(), new Held(manifest.job(), manifest.attempt()));
  }

  @Override
  public void commit() throws IOException {
    for (Move move : manifest.moves()) {
      if (!Files.exists(move.from(), LinkOption.NOFOLLOW_LINKS)) continue; // moved before a crash
      place(move);
      Path folder = move.to().getParent();
      if (folder != null) sync(folder);
    }
    forget();
  }

  @Override
  public void discard() throws IOException {
    for (Move move : manifest.moves()) delete(move.from());
    forget();
  }

  private void forget() throws IOException {
    for (Move move : manifest.moves()) claim(move).release();
    manifests.delete(manifest.job(), manifest.attempt());
  }

  private void place(Move move) throws IOException {
    if (Files.isDirectory(move.from(), LinkOption.NOFOLLOW_LINKS)) {
      if (manifest.overwrite()) delete(move.to());
      else refuseExisting(move.to());
      Files.move(move.from(), move.to(), StandardCopyOption.ATOMIC_MOVE);
    } else if (manifest.overwrite()) {
      Files.move(move.from(), move.to(), StandardCopyOption.ATOMIC_MOVE);
    } else {
      placeWithoutClobber(move);
    }
  }

  /** A link fails where something exists, in one step; a rename would replace it. */
  private static void placeWithoutClobber(Move move) throws IOException {
    try {
      Files.createLink(move.to(), move.from());
      Files.delete(move.from());
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException noHardLinksHere) {
      refuseExisting(move.to());
      Files.move(move.from(), move.to(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void refuseExisting(Path to) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(to.toString());
    }
  }

  private static void delete(Path path) throws IOException {
    List<Path> all = tree(path);
    for (Path each : all.stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.deleteIfExists(each);
    }
  }

  /** The path and all below it, links not followed; empty when it does not exist. */
  private static List<Path> tree(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return List.of();
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.toList();
    }
  }

  private static void sync(Path path) throws IOException {
    // a folder can be synced through a channel that is open for reading, a file too
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
