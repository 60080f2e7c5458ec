package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark: how long a command takes that asks a server, from the launcher to its end. */
@Tag("bench")
@ExtendWith(SharedUp.class)
final class ClientStartIT {
  private static final int RUNS = Integer.getInteger("ffrtmp.bench.runs", 20);
  private static final long MOST_MILLIS = Long.getLong("ffrtmp.bench.most-millis", 600);

  @TempDir Path folder;

  @Test
  void jobsStatus(SharedUp.Up up) throws Exception {
    String id = up.api().submit("{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":1}}");
    Path cache = Files.createDirectory(folder.resolve("cache"));
    String launcher = Path.of("../ffrtmp").toAbsolutePath().normalize().toString();
    Map<String, String> environment =
        Map.of("FFRTMP_CACHE", cache.toString(), "MASTER_URL", up.api().base().toString());
    List<String> command = List.of(launcher, "jobs", "status", id);
    Launched first = Launched.run(folder, environment, command); // makes the class archive
    assertThat(first.status()).as(first.toString()).isZero();
    long[] millis = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long began = System.nanoTime();
      assertThat(Launched.run(folder, environment, command).status()).isZero();
      millis[i] = (System.nanoTime() - began) / 1_000_000;
    }
    long[] sorted = LongStream.of(millis).sorted().toArray();
    System.out.printf(
        "jobs status, %d runs: least %d ms, median %d ms, most %d ms%n",
        RUNS, sorted[0], sorted[RUNS / 2], sorted[RUNS - 1]);
    assertThat(sorted[RUNS / 2]).as("the median of %d runs", RUNS).isLessThan(MOST_MILLIS);
  }
}
