package ffrtmp.node.doctor;

import ffrtmp.node.worker.hardware.Tried;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks programs that may not be here. */
final class Programs {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Programs() {}

  /** What it printed first, where it is here and ended well in time. */
  static Optional<String> firstLine(List<String> command) {
    try {
      Tried tried = Tried.run(command, PATIENCE);
      return tried.status() == 0
          ? tried.text().lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst()
          : Optional.empty();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
  }
}
