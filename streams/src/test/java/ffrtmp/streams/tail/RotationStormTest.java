package ffrtmp.streams.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RotationStormTest {
  private static final int ROTATIONS = Integer.getInteger("ffrtmp.storm.rotations", 1_000);

  @TempDir Path folder;

  static Stream<Arguments> seeds() {
    long first = Long.getLong("ffrtmp.storm.seed", 20_251_220L);
    int count = Integer.getInteger("ffrtmp.storm.seeds", 4);
    return Stream.iterate(first, seed -> seed + 1)
        .limit(count)
        .map(seed -> Arguments.of(seed, seed % 2 == 1));
  }

  @ParameterizedTest(name = "seed {0}, heading {1}")
  @MethodSource("seeds")
  void everyLineTakesEffectOnceHoweverFilesAreRotatedAndReadersDie(long seed, boolean heading)
      throws IOException {
    Storm storm = new Storm(Files.createDirectory(folder.resolve("logs")), seed, heading);
    System.out.println("storm: seed " + seed + (heading ? " with a heading in each file" : ""));
    storm.run(ROTATIONS);
    System.out.println(storm.summary());
    assertThat(storm.done).as("every manner occurred").hasSize(Storm.Manner.values().length);
  }
}
