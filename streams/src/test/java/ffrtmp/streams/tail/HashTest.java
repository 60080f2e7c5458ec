package ffrtmp.streams.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashTest {
  @Test
  void storedPositionsHoldItsResultsSoTheyAreTheSameForEver() {
    assertThat(hash("")).isEqualTo(EMPTY);
    assertThat(hash("a")).isEqualTo(ONE);
    assertThat(hash("[steam] 10.0.0.1 / - - - [20/Dec/2025:07:50:58 -0600]")).isEqualTo(LINE);
  }

  @Test
  void eachBitAndEachLengthCounts() {
    Set<Long> seen = new HashSet<>();
    byte[] data = new byte[40];
    for (int length = 0; length <= data.length; length++) seen.add(Hash.of(data, 0, length));
    for (int bit = 0; bit < data.length * Byte.SIZE; bit++) {
      data[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      seen.add(Hash.of(data, 0, data.length));
      data[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    }
    assertThat(seen).hasSize(41 + 320);
  }

  @Test
  void aMillionLinesHaveAMillionHashesAlsoIn48Bits() {
    long seed = 20_251_220L;
    System.out.println("hash: seed " + seed);
    Random random = new Random(seed);
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      byte[] line = (random.nextInt(100) + " 10.0.0.1 GET /depot/" + i).getBytes(UTF_8);
      seen.add(Hash.of(line, 0, line.length) & Head.FIRST_LINE);
    }
    assertThat(seen).hasSize(1_000_000);
  }

  private static long hash(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Hash.of(bytes, 0, bytes.length);
  }

  private static final long EMPTY = -7160610219483255062L;
  private static final long ONE = -8488678963910793310L;
  private static final long LINE = -2477364342731696316L;
}
