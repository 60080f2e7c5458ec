package ffrtmp.streams.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interfaces out of {@code /proc/net/dev}: a line for each, which tells nothing but counters. */
final class ProcInterfaces implements Interfaces {
  private static final Logger log = LoggerFactory.getLogger(ProcInterfaces.class);

  /** Of the numbers after the name, as the kernel has had them since it has the file. */
  private static final int RECEIVED = 0;

  private static final int TRANSMITTED = 8;

  private final Path file;

  ProcInterfaces(Path file) {
    this.file = file;
  }

  @Override
  public List<Interface> all() {
    List<Interface> all = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        read(line).ifPresent(all::add);
      }
    } catch (IOException e) {
      log.debug("{} cannot be read", file, e);
    }
    return all;
  }

  @Override
  public Optional<Counters> counters(String name) {
    return all().stream()
        .filter(known -> known.name().equals(name))
        .map(Interface::counters)
        .findFirst();
  }

  /** Empty for the two lines of the head, which have no number where the counters stand. */
  private static Optional<Interface> read(String line) {
    int colon = line.lastIndexOf(':');
    String[] numbers = line.substring(colon + 1).trim().split("\\s+", -1);
    if (colon < 0 || numbers.length <= TRANSMITTED) return Optional.empty();
    try {
      Counters counters =
          new Counters(
              Long.parseUnsignedLong(numbers[RECEIVED]),
              Long.parseUnsignedLong(numbers[TRANSMITTED]));
      return Optional.of(new Interface(line.substring(0, colon).trim(), false, true, counters));
    } catch (NumberFormatException e) {
      log.debug("a line of {} has no counters", line, e);
      return Optional.empty();
    }
  }
}
