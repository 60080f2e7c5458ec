package ffrtmp.node.worker.hardware;

import ffrtmp.node.worker.process.Lines;
import ffrtmp.node.worker.process.Spawner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a short program said when it was tried.
 *
 * @param status its exit status; -1 when it took too long and was killed
 * @param text standard output, and after it standard error, each at most 64 Ki characters
 */
public record Tried(int status, String text) {
  private static final int LONGEST = 64 * 1024;

  /**
   * Runs it to its end, or to that of our patience.
   *
   * @throws IOException when it could not be started
   */
  public static Tried run(List<String> command, Duration patience) throws IOException {
    Process process = Spawner.jvm().start(command, Path.of("/"), Map.of("LC_ALL", "C"));
    StringBuilder said = new StringBuilder();
    StringBuilder complained = new StringBuilder();
    Thread out = reader(said, process.getInputStream());
    Thread err = reader(complained, process.getErrorStream());
    try {
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) kill(process);
      out.join(1_000);
      err.join(1_000);
      return new Tried(ended ? process.exitValue() : -1, copy(said) + copy(complained));
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while trying " + command.get(0), e);
    }
  }

  /** With whatever it has started: many an ffmpeg is a script around another. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  public boolean tookTooLong() {
    return status == -1;
  }

  /** The last line that it said; empty where it said nothing. */
  public String lastLine() {
    return text.strip().lines().reduce("", (before, line) -> line).strip();
  }

  private static String copy(StringBuilder text) {
    synchronized (text) {
      return text.toString();
    }
  }

  private static Thread reader(StringBuilder text, InputStream from) {
    Thread thread = new Thread(() -> new Lines(line -> append(text, line)).readAll(from));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void append(StringBuilder text, String line) {
    synchronized (text) {
      if (text.length() + line.length() < LONGEST) text.append(line).append('\n');
    }
  }
}
