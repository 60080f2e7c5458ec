package ffrtmp.streams.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A seed's low bits: whether each file begins with the same line, and whether lines are alike. */
class RotationStormTest {
  private static final int ROTATIONS = Integer.getInteger("ffrtmp.storm.rotations", 400);
  private static final String HEADING = "#Fields: number padding\n";

  @TempDir Path folder;

  static LongStream seeds() {
    long first = Long.getLong("ffrtmp.storm.seed", 20_251_220L);
    return LongStream.range(first, first + Integer.getInteger("ffrtmp.storm.seeds", 4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyLineTakesEffectOnceHoweverFilesAreRotatedAndReadersDie(long seed) throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    run(seed, storm(seed, Disk.LOCAL, logs, Clock.systemUTC()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyLineTakesEffectOnceHoweverFilesAreRotatedWhileTheyAreLookedAt(long seed)
      throws IOException {
    try (MemoryFolder folder = MemoryFolder.create()) {
      Storm storm = storm(seed, folder.disk(), folder.path(), folder.clock());
      Random time = new Random(seed);
      folder
          .disk()
          .before(
              () -> {
                folder.clock().pass(Duration.ofNanos(time.nextInt(200_000)));
                return storm.moment();
              });
      run(seed, storm);
    }
  }

  private static Storm storm(long seed, Disk disk, Path logs, Clock clock) throws IOException {
    String heading = seed % 2 == 1 ? HEADING : "";
    int padding = seed % 4 < 2 ? 60 : 0;
    return new Storm(disk, logs, clock, new Random(seed), heading, padding);
  }

  private static void run(long seed, Storm storm) throws IOException {
    System.out.println("storm: seed " + seed);
    storm.run(ROTATIONS);
    System.out.println(storm.summary());
    assertThat(storm.done).as("every manner occurred").hasSize(Storm.Manner.values().length);
  }
}
