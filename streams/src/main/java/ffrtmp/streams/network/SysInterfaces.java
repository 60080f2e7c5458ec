package ffrtmp.streams.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interfaces out of {@code /sys/class/net}: a folder for each, its counters in files. */
final class SysInterfaces implements Interfaces {
  private static final Logger log = LoggerFactory.getLogger(SysInterfaces.class);

  private final Path folder;

  SysInterfaces(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Interface> all() {
    List<Interface> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) read(entry).ifPresent(all::add);
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("{} cannot be listed", folder, e);
    }
    return all;
  }

  @Override
  public Optional<Counters> counters(String name) {
    return counters(folder.resolve(name));
  }

  private Optional<Interface> read(Path entry) {
    return counters(entry)
        .map(
            counters ->
                new Interface(
                    entry.getFileName().toString(),
                    Files.exists(entry.resolve("device")),
                    isUp(entry),
                    counters));
  }

  private Optional<Counters> counters(Path entry) {
    try {
      return Optional.of(
          new Counters(
              number(entry.resolve("statistics/rx_bytes")),
              number(entry.resolve("statistics/tx_bytes"))));
    } catch (IOException | NumberFormatException e) {
      // gone, or going: the kernel answers with an error while it takes one down
      log.debug("{} has no counters", entry, e);
      return Optional.empty();
    }
  }

  /** Loopback and many virtual ones say "unknown" and carry bytes all the same. */
  private static boolean isUp(Path entry) {
    try {
      return !text(entry.resolve("operstate")).equals("down");
    } catch (IOException e) {
      log.debug("{} does not tell its state", entry, e);
      return true;
    }
  }

  private static long number(Path file) throws IOException {
    return Long.parseUnsignedLong(text(file));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).trim();
  }
}
