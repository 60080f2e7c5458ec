package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.process.CommandLineVeil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hides a job's secrets in the list of processes as soon as ffmpeg no longer needs them there. */
final class Discretion {
  private static final Logger log = LoggerFactory.getLogger(Discretion.class);

  private final Secrets secrets;
  private volatile @Nullable Process process;

  Discretion(Secrets secrets) {
    this.secrets = secrets;
  }

  void begun(Process started) {
    process = started;
  }

  /** Everything is opened, so ffmpeg has its own copy of every address. */
  void opened() {
    Process running = process;
    if (running == null) return;
    process = null;
    try {
      CommandLineVeil.draw(running.pid(), secrets.all());
    } catch (IOException | NumberFormatException e) {
      if (!running.isAlive()) return;
      log.warn(
          "the command line of process {} still shows its job's secrets to this machine's users: {}",
          running.pid(),
          e.getMessage());
    }
  }
}
