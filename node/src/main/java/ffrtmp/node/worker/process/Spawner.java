package ffrtmp.node.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that lead a group of their own and die with this JVM, also when it is killed.
 *
 * <p>The kernel ties such a death to the thread that started the process, not to the JVM. Hence all
 * are started by one thread, which lives as long as the JVM does.
 */
public final class Spawner {
  private static final Spawner JVM = new Spawner(found("setsid"), found("setpriv"));

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread only = new Thread(work, "spawner");
            only.setDaemon(true);
            return only;
          });
  private final boolean setsid;
  private final boolean setpriv;

  private Spawner(boolean setsid, boolean setpriv) {
    this.setsid = setsid;
    this.setpriv = setpriv;
  }

  /** The one of this JVM. */
  public static Spawner jvm() {
    return JVM;
  }

  /** Whether processes lead their own group, so that signals reach their children too. */
  public boolean groups() {
    return setsid;
  }

  /** Whether processes die with a JVM that is killed; elsewhere only the reaper ends them. */
  public boolean deathSignal() {
    return setpriv;
  }

  /**
   * Starts a program; its standard input is empty.
   *
   * @throws IOException when it could not be started
   */
  public Process start(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    List<String> words = new ArrayList<>();
    if (setsid) words.add("setsid");
    if (setpriv) words.addAll(guarded(ProcessHandle.current().pid(), command));
    else words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    return onTheThread(builder);
  }

  /**
   * The program, which dies with {@code parent}. Should the parent be gone before the kernel knew
   * of that wish, nobody would be left to send the signal; so the parent is compared afterwards,
   * and the program not started. The shell reads nothing but these fixed words.
   */
  static List<String> guarded(long parent, List<String> command) {
    List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
    words.addAll(List.of("sh", "-c", "[ \"$PPID\" = \"$0\" ] && exec \"$@\""));
    words.add(Long.toString(parent));
    words.addAll(command);
    return words;
  }

  private Process onTheThread(ProcessBuilder builder) throws IOException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            started.complete(builder.start());
          } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
          }
        });
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var unused = started.thenAccept(Process::destroyForcibly);
      throw new IOException("interrupted while starting a process", e);
    }
  }

  private static boolean found(String program) {
    String path = System.getenv("PATH");
    if (path == null) return false;
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) return true;
    }
    return false;
  }
}
