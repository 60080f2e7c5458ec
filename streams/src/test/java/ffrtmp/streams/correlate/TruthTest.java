package ffrtmp.streams.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Links and speeds against the generator's truth: on the seed that figures are given for, and on
 * three on which nothing was calibrated.
 */
class TruthTest {
  private static final int[] SEEDS = {7, 101, 202, 303};
  private static final double SPEED_ERROR = 0.08;

  @TempDir Path folder;

  @Test
  void everySessionFindsItsDownloadAtLowOverlap() throws IOException {
    sameConnection("low", 1);
  }

  @Test
  void everySessionFindsItsDownloadAtMiddleOverlap() throws IOException {
    sameConnection("middle", 1, "--overlap", "2.5", "--same-service", ".5");
  }

  @Test
  void nearlyEverySessionFindsItsDownloadAtHighOverlap() throws IOException {
    sameConnection("high", 0.97, "--overlap", "4", "--same-service", ".8", "--concurrency", "3");
  }

  @Test
  void whereOnlyTimeTiesTheLogsTogetherMostLinksAreRight() throws IOException {
    for (int seed : SEEDS) {
      String[] arguments = {
        "--model",
        "co-activity",
        "--overlap",
        "3",
        "--same-service",
        ".5",
        "--concurrency",
        "2",
        "--control",
        "15"
      };
      Truth truth = truth("co-activity", seed, ".3", false, arguments);
      Truth.Score links = truth.links("control");
      System.out.printf("co-activity, seed %d: control sessions %s%n", seed, links);
      assertThat(links.precision()).as("precision, seed %d", seed).isGreaterThanOrEqualTo(0.9);
      assertThat(links.recall()).as("recall, seed %d", seed).isGreaterThanOrEqualTo(0.8);
    }
  }

  private void sameConnection(String name, double least, String... arguments) throws IOException {
    List<Double> errors = new ArrayList<>();
    for (int seed : SEEDS) {
      Truth truth = truth(name, seed, ".45", true, arguments);
      Truth.Score links = truth.links("content");
      for (double error : truth.speedErrors()) errors.add(error);
      System.out.printf(
          "%s, seed %d: content sessions %s, control sessions %s%n",
          name, seed, links, truth.links("control"));
      assertThat(rounded(links.precision())).as("precision %d", seed).isGreaterThanOrEqualTo(least);
      assertThat(rounded(links.recall())).as("recall %d", seed).isGreaterThanOrEqualTo(least);
    }
    Collections.sort(errors);
    double median = errors.get(errors.size() / 2);
    System.out.printf("%s: median speed error of %d downloads %.3f%n", name, errors.size(), median);
    assertThat(median).isLessThanOrEqualTo(SPEED_ERROR);
  }

  /** To two digits, as the figures to reach are given. */
  private static double rounded(double share) {
    return Math.round(share * 100) / 100.0;
  }

  private Truth truth(
      String name, int seed, String megabytes, boolean sameConnection, String... arguments)
      throws IOException {
    Path out = folder.resolve(name + seed);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--seed", "" + seed, "--clients", "40", "--stream-mb", megabytes));
    Generator.generate(out, all.toArray(new String[0]));
    CorrelatorSettings settings = CorrelatorSettings.defaults().sameConnection(sameConnection);
    return new Truth(out, new Replay(out, settings));
  }
}
