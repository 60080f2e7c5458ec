package ffrtmp.node.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Looks at one thing of the machine. */
public interface Check {
  /** What it looks at, a few words; its findings are called the same, or begin so. */
  String name();

  /**
   * Looks. It may block.
   *
   * @throws IOException when it could not look at all
   * @throws InterruptedException when it was told to stop
   */
  List<Finding> look() throws IOException, InterruptedException;

  /** How long it may take before it counts as hanging. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }
}
