package ffrtmp.node.worker.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;

/**
 * Blots secrets out of a running program's command line, which every user of the machine may read.
 * On Linux the words lie in the program's own memory, and its parent may write there. To be called
 * once the program has taken its own copy of them; until then they can be seen.
 */
public final class CommandLineVeil {
  /** Fields of /proc/PID/stat, counted from the one after the name. */
  private static final int ARGUMENTS_START = 45;

  private static final int ARGUMENTS_END = 46;
  private static final int MOST_BYTES = 1 << 20;

  private CommandLineVeil() {}

  /**
   * Writes stars over each of {@code secrets}, where they stand; not at all outside of Linux.
   *
   * @throws IOException when the system does not allow it, or the program is gone
   */
  public static void draw(long pid, Collection<String> secrets) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    if (secrets.isEmpty() || !Files.exists(Path.of("/proc/self/mem"))) return;
    String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long start = Long.parseUnsignedLong(fields[ARGUMENTS_START]);
    long end = Long.parseUnsignedLong(fields[ARGUMENTS_END]);
    if (end <= start || end - start > MOST_BYTES) throw new IOException("no words to be found");
    try (RandomAccessFile memory = new RandomAccessFile(process.resolve("mem").toFile(), "rw")) {
      byte[] words = new byte[Math.toIntExact(end - start)];
      memory.seek(start);
      memory.readFully(words);
      for (String secret : secrets) {
        blot(memory, start, words, secret.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void blot(RandomAccessFile memory, long start, byte[] words, byte[] secret)
      throws IOException {
    if (secret.length == 0) return;
    byte[] stars = new byte[secret.length];
    Arrays.fill(stars, (byte) '*');
    for (int i = 0; i + secret.length <= words.length; i++) {
      if (!Arrays.equals(words, i, i + secret.length, secret, 0, secret.length)) continue;
      memory.seek(start + i);
      memory.write(stars);
      i += secret.length - 1;
    }
  }
}
