package ffrtmp.node.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Calls processes by their names, and never by their command lines: these may hold keys. */
final class ProcessNames {
  private final Path proc;

  /**
   * @param proc {@code /proc}
   */
  ProcessNames(Path proc) {
    this.proc = proc;
  }

  /**
   * A process.
   *
   * @param name of its program
   * @param ours whether it is an ffrtmp
   */
  record Named(long pid, String name, boolean ours) {
    @Override
    public String toString() {
      return (ours ? "ffrtmp" : name) + " (pid " + pid + ")";
    }
  }

  Named of(long pid) {
    String program = read(pid, "comm").strip();
    String line = read(pid, "cmdline").replace('\0', ' ');
    boolean ours =
        program.equals("java")
            && (line.contains("ffrtmp.jar ") || line.contains("ffrtmp.node.Main"));
    return new Named(pid, program.isEmpty() ? "a process" : program, ours);
  }

  /** Empty for one that ended, or that this user may not look at. */
  private String read(long pid, String file) {
    try {
      Path path = proc.resolve(Long.toString(pid)).resolve(file);
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException notForUs) {
      return "";
    }
  }
}
