package ffrtmp.protocol.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finished attempt measured. What could not be measured is absent, never 0.
 *
 * @param qoeScore quality as a viewer meets it, 0 to 100; the worker's scores hold the formula
 * @param efficiencyScore output per resource, 0 to 100; the worker's scores hold the formula
 * @param energyJoules energy of the package while the job ran, by RAPL
 * @param encodingFps frames encoded per second of wall-clock time
 * @param speed seconds of media per second of wall-clock time
 * @param metrics further figures by name, at most 64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResult(
    @Nullable Double qoeScore,
    @Nullable Double efficiencyScore,
    @Nullable Double energyJoules,
    @Nullable Double vmafScore,
    @Nullable Double psnrDb,
    @Nullable Double ssim,
    @Nullable Long outputBytes,
    @Nullable Long inputBytes,
    @Nullable Double encodingFps,
    @Nullable Double speed,
    @Nullable Double processingTimeSeconds,
    @Nullable Double cpuSeconds,
    @Nullable Long peakMemoryBytes,
    @Nullable String output,
    Map<String, Double> metrics) {
  /** Nothing measured. */
  public static final JobResult NONE =
      new JobResult(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          Map.of());

  public JobResult {
    metrics = Map.copyOf(metrics);
  }
}
