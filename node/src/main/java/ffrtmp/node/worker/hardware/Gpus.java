package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs that nvidia-smi knows.
 *
 * @param model the first one's; absent where there is none
 */
public record Gpus(int count, @Nullable String model) {
  private static final Gpus NONE = new Gpus(0, null);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Asks nvidia-smi; none where that is not here. */
  public static Gpus look() {
    try {
      Tried tried =
          Tried.run(List.of("nvidia-smi", "--query-gpu=name", "--format=csv,noheader"), PATIENCE);
      return tried.status() == 0 ? parse(tried.text()) : NONE;
    } catch (IOException noSuchProgram) {
      return NONE;
    }
  }

  static Gpus parse(String lines) {
    List<String> names = lines.lines().map(String::trim).filter(l -> !l.isEmpty()).toList();
    return names.isEmpty() ? NONE : new Gpus(names.size(), names.get(0));
  }
}
