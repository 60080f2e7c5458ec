package ffrtmp.streams.forge;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a log and rotates it in every manner there is, on real files. Each manner is a list of
 * steps, so that others can look at the folder, write, or be killed between any two of them.
 */
public final class Rotator implements Closeable {
  /** One thing that changes the folder. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException;
  }

  private static final int PARTS = 3;

  private final Path folder;
  private final String name;
  private FileChannel writer;
  private boolean copied;

  public Rotator(Path folder, String name) throws IOException {
    this.folder = folder;
    this.name = name;
    this.writer = open();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(live(), WRITE, CREATE, APPEND);
  }

  public Path live() {
    return folder.resolve(name);
  }

  public Path rotated(int number) {
    return folder.resolve(name + "." + number);
  }

  /** What is written now is in no copy and will be truncated: such a tool loses it. */
  public boolean wouldLose() {
    return copied;
  }

  /** Appends to the file that is open, whatever its name is now. */
  public void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) writer.write(bytes);
  }

  public void line(String line) throws IOException {
    write(line + "\n");
  }

  /** The writer goes on in a file of the live name, made if it is missing. */
  public void reopen() throws IOException {
    writer.close();
    writer = open();
  }

  /** Rename and create: the writer is told last, and writes to the renamed file until then. */
  public List<Step> rename() {
    List<Step> steps = shift();
    steps.add(() -> Files.move(live(), rotated(1)));
    steps.add(this::reopen);
    return steps;
  }

  /** As {@link #rename}, with a dated name and nothing to shift. */
  public List<Step> renameDated(String date) {
    List<Step> steps = new ArrayList<>();
    steps.add(() -> Files.move(live(), folder.resolve(name + "-" + date)));
    steps.add(this::reopen);
    return steps;
  }

  /** As {@link #rename}, by a tool that makes the new file long before the writer is told. */
  public List<Step> renameCreate() {
    List<Step> steps = rename();
    steps.add(steps.size() - 1, () -> Files.createFile(live()));
    return steps;
  }

  /** Copy and truncate: the copy is made in three parts, the writer keeps its file. */
  public List<Step> copyTruncate() {
    List<Step> steps = shift();
    steps.add(() -> append(rotated(1), 0, Files.size(live()) / 3));
    steps.add(() -> append(rotated(1), Files.size(rotated(1)), Files.size(live()) / 2));
    steps.add(this::copyRest);
    steps.add(this::truncate);
    return steps;
  }

  /** Brings the copy up to what the live file holds now. */
  public void copyRest() throws IOException {
    append(rotated(1), Files.size(rotated(1)), Files.size(live()));
    copied = true;
  }

  /** Empties the file that is open; the writer goes on at its beginning. */
  public void truncate() throws IOException {
    writer.truncate(0);
    copied = false;
  }

  private void append(Path copy, long from, long to) throws IOException {
    try (FileChannel source = FileChannel.open(live());
        FileChannel target = FileChannel.open(copy, WRITE, CREATE, APPEND)) {
      long at = from;
      while (at < to) at += source.transferTo(at, to - at, target);
    }
  }

  /** Another tool writes the live file anew, with the same bytes, and moves it into place. */
  public List<Step> rewrite() {
    return List.of(() -> replaceWith(Files.readAllBytes(live())));
  }

  /** As {@link #rewrite}, with these lines. */
  public void replaceWith(List<String> lines) throws IOException {
    String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    replaceWith(text.getBytes(StandardCharsets.UTF_8));
  }

  private void replaceWith(byte[] bytes) throws IOException {
    Path made = folder.resolve(name + ".tmp");
    Files.write(made, bytes);
    Files.move(made, live(), REPLACE_EXISTING);
    reopen();
  }

  /** Packs a rotation as gzip and zstd do: the packed file grows while the plain one is there. */
  public List<Step> pack(Path plain, String suffix) {
    Path packed = plain.resolveSibling(plain.getFileName() + suffix);
    List<Step> steps = new ArrayList<>();
    steps.add(() -> Files.createFile(packed));
    for (int part = 1; part <= PARTS; part++) {
      int end = part;
      steps.add(() -> pack(plain, packed, suffix, end));
    }
    steps.add(() -> Files.setLastModifiedTime(packed, Files.getLastModifiedTime(plain)));
    steps.add(() -> Files.delete(plain));
    return steps;
  }

  private static void pack(Path plain, Path packed, String suffix, int part) throws IOException {
    byte[] whole = packed(Files.readAllBytes(plain), suffix);
    int from = Math.toIntExact(Files.size(packed));
    Files.write(packed, Arrays.copyOfRange(whole, from, whole.length * part / PARTS), APPEND);
  }

  /** The bytes as a file with that suffix holds them. */
  public static byte[] packed(byte[] bytes, String suffix) throws IOException {
    ByteArrayOutputStream into = new ByteArrayOutputStream();
    try (OutputStream out =
        suffix.equals(".gz") ? new GZIPOutputStream(into) : new ZstdOutputStream(into)) {
      out.write(bytes);
    }
    return into.toByteArray();
  }

  /** What the file holds, by its suffix. */
  public static byte[] unpacked(Path file) throws IOException {
    String name = file.toString();
    try (InputStream stored = Files.newInputStream(file);
        InputStream in =
            name.endsWith(".gz")
                ? new GZIPInputStream(stored)
                : name.endsWith(".zst") ? new ZstdInputStream(stored) : stored) {
      return in.readAllBytes();
    }
  }

  /** Moves each numbered rotation one up, the oldest first. */
  private List<Step> shift() {
    List<Step> steps = new ArrayList<>();
    for (int number = highest(); number >= 1; number--) {
      for (String suffix : List.of("", ".gz", ".zst")) {
        Path from = folder.resolve(name + "." + number + suffix);
        Path to = folder.resolve(name + "." + (number + 1) + suffix);
        if (Files.exists(from)) steps.add(() -> Files.move(from, to));
      }
    }
    return steps;
  }

  private int highest() {
    int number = 0;
    while (existing(number + 1).isPresent()) number++;
    return number;
  }

  private Optional<Path> existing(int number) {
    return Stream.of("", ".gz", ".zst")
        .map(suffix -> folder.resolve(name + "." + number + suffix))
        .filter(Files::exists)
        .findFirst();
  }

  /** The oldest numbered rotation. */
  public Optional<Path> oldest() {
    return existing(highest());
  }

  /** Runs every step. */
  public static void run(List<Step> steps) throws IOException {
    for (Step step : steps) step.run();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
