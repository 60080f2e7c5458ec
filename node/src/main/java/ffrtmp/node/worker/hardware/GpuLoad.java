package ffrtmp.node.worker.hardware;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a GPU does at a moment, as nvidia-smi tells it; what that does not tell is absent.
 *
 * @param usage percent
 * @param watts drawn
 * @param celsius its temperature
 */
public record GpuLoad(
    String model, @Nullable Double usage, @Nullable Double watts, @Nullable Double celsius) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final List<String> QUESTION =
      List.of(
          "nvidia-smi",
          "--query-gpu=name,utilization.gpu,power.draw,temperature.gpu",
          "--format=csv,noheader,nounits");

  /** One for each GPU; empty where there is none, or no answer in time. */
  public static List<GpuLoad> look() {
    try {
      Tried tried = Tried.run(QUESTION, PATIENCE);
      return tried.status() == 0 ? parse(tried.text()) : List.of();
    } catch (IOException noSuchProgram) {
      return List.of();
    }
  }

  static List<GpuLoad> parse(String lines) {
    List<GpuLoad> loads = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String[] fields = line.split(",", -1);
      if (fields.length != 4 || fields[0].isBlank()) continue;
      loads.add(
          new GpuLoad(fields[0].strip(), number(fields[1]), number(fields[2]), number(fields[3])));
    }
    return loads;
  }

  /** {@code [N/A]} and the like are no number. */
  private static @Nullable Double number(String field) {
    try {
      return Double.valueOf(field.strip());
    } catch (NumberFormatException notTold) {
      return null;
    }
  }
}
