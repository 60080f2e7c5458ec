package ffrtmp.node.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Writes numbered lines into both logs of a folder, and rotates them in every manner that is known;
 * what is deleted, is so only when asked for.
 */
final class RotatingLogs {
  static final String STREAM = "stream-access.log";
  static final String ACCESS = "access.log";
  static final int REQUEST_BYTES = 1_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private enum Manner {
    CREATE,
    LATE_WRITER,
    COPY_TRUNCATE
  }

  private final Path folder;
  private final Random random;
  private int sessions;
  private int requests;
  private int rotations;

  RotatingLogs(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  int sessions() {
    return sessions;
  }

  int requests() {
    return requests;
  }

  int rotations() {
    return rotations;
  }

  /** A few lines of each log, sometimes one of them in two pieces. */
  void write() throws IOException {
    for (int i = random.nextInt(8); i >= 0; i--) append(STREAM, session());
    for (int i = random.nextInt(8); i >= 0; i--) append(ACCESS, request());
  }

  private void append(String name, String line) throws IOException {
    int cut = random.nextInt(10) == 0 ? random.nextInt(line.length()) : line.length();
    write(folder.resolve(name), line.substring(0, cut));
    if (cut < line.length()) write(folder.resolve(name), line.substring(cut));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String session() {
    return "10.0.0.1 [%s] TCP 200 400000 900 1.000 \"n%07d.example.test\"\n"
        .formatted(TIME.format(Instant.now()), sessions++);
  }

  private String request() {
    return "[steam] 10.0.0.1 / - - - [%s] \"GET /depot/7/chunk/%040x HTTP/1.1\" 200 %d \"-\" \"-\" \"HIT\" \"cache1.steamcontent.com\" \"-\"\n"
        .formatted(TIME.format(Instant.now()), requests++, REQUEST_BYTES);
  }

  /** Rotates one of the logs. */
  void rotate() throws IOException {
    String name = random.nextBoolean() ? STREAM : ACCESS;
    if (!Files.exists(folder.resolve(name))) return;
    rotations++;
    List<Path> rotated = rotated(name);
    for (int i = rotated.size() - 1; i >= 0; i--) shift(rotated.get(i), name);
    turn(name, Manner.values()[random.nextInt(Manner.values().length)]);
    if (random.nextBoolean()) compress(folder.resolve(name + ".2"));
  }

  private void turn(String name, Manner manner) throws IOException {
    Path current = folder.resolve(name);
    Path first = folder.resolve(name + ".1");
    if (manner == Manner.COPY_TRUNCATE) {
      Files.copy(current, first);
      Files.newOutputStream(current, StandardOpenOption.TRUNCATE_EXISTING).close();
      return;
    }
    Files.move(current, first, StandardCopyOption.ATOMIC_MOVE);
    if (manner == Manner.LATE_WRITER) {
      for (int i = random.nextInt(5); i > 0; i--) {
        write(first, name.equals(STREAM) ? session() : request());
      }
    }
    Files.createFile(current);
  }

  private void shift(Path file, String name) throws IOException {
    String rest = file.getFileName().toString().substring(name.length() + 1);
    int number = Integer.parseInt(rest.replace(".gz", ""));
    String end = rest.endsWith(".gz") ? ".gz" : "";
    Files.move(
        file, folder.resolve(name + "." + (number + 1) + end), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void compress(Path file) throws IOException {
    if (!Files.exists(file)) return;
    Path compressed = file.resolveSibling(file.getFileName() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(file, out);
    }
    Files.delete(file);
  }

  /** How many rotated files there are of the log that has most. */
  int oldest() throws IOException {
    return Math.max(rotated(STREAM).size(), rotated(ACCESS).size());
  }

  /** Deletes all but the newest few of each log. */
  void prune(int keep) throws IOException {
    for (String name : List.of(STREAM, ACCESS)) {
      List<Path> rotated = rotated(name);
      for (int i = keep; i < rotated.size(); i++) Files.delete(rotated.get(i));
    }
  }

  /** The rotated files of a log, the newest first. */
  private List<Path> rotated(String name) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int number = 1; ; number++) {
      Path plain = folder.resolve(name + "." + number);
      Path compressed = folder.resolve(name + "." + number + ".gz");
      if (Files.exists(plain)) files.add(plain);
      else if (Files.exists(compressed)) files.add(compressed);
      else return files;
    }
  }
}
