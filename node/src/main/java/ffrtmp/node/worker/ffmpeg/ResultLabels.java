package ffrtmp.node.worker.ffmpeg;

import ffrtmp.protocol.job.JobSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which labels a job's scores are told. A scenario is any text and a codec may be any
 * encoder's name, so both are told from lists with an end, the rest as {@code other}.
 */
public record ResultLabels(String scenario, String encoder) {
  private static final String OTHER = "other";
  private static final Set<Integer> HEIGHTS = Set.of(360, 480, 720, 1080, 1440, 2160, 4320);
  private static final Set<Integer> RATES = Set.of(24, 25, 30, 50, 60, 120);

  /**
   * @param encoders those that work on this node
   */
  public static ResultLabels of(JobSpec spec, Set<String> encoders) {
    return new ResultLabels(
        scenario(spec.scenario()), encoder(Scenario.applied(spec).codec(), encoders));
  }

  private static String scenario(@Nullable String name) {
    if (name == null) return "none";
    Optional<Scenario> known =
        Scenario.parse(name)
            .filter(each -> HEIGHTS.contains(each.height()) && RATES.contains((int) each.fps()));
    return known
        .map(each -> each.height() + "p" + (int) each.fps() + "-" + each.codec())
        .orElse(OTHER);
  }

  private static String encoder(@Nullable String codec, Set<String> encoders) {
    String wanted = codec == null ? "h264" : codec.toLowerCase(Locale.ROOT);
    if (wanted.equals(Encoder.COPY.name())) return wanted;
    return Encoder.candidates(wanted).stream().filter(encoders::contains).findFirst().orElse(OTHER);
  }
}
