package ffrtmp.streams.tail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void completeLinesEndAtTheLastNewline() {
    assertThat(end("a\nbc\nd", 3)).isEqualTo(5);
    assertThat(end("ab", 3)).isZero();
    assertThat(end("", 3)).isZero();
  }

  @Test
  void aLineOfTheGreatestLengthIsTakenAndOneByteMoreIsNot() {
    assertThat(end("abc\nx\n", 3)).isEqualTo(6);
    assertThat(end("x\nabcd\ny\n", 3)).isEqualTo(2);
    assertThat(end("abcd\ny\n", 3)).isZero();
  }

  @Test
  void itAgreesWithLookingAtEveryByte() {
    long seed = 20_251_221L;
    System.out.println("lines: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] data = new byte[random.nextInt(60)];
      for (int i = 0; i < data.length; i++) data[i] = (byte) (random.nextInt(5) == 0 ? '\n' : 'x');
      int max = 1 + random.nextInt(12);
      assertThat(Lines.end(data, data.length, max)).isEqualTo(byEveryByte(data, max));
    }
  }

  private static int byEveryByte(byte[] data, int max) {
    int start = 0;
    for (int at = 0; at < data.length; at++) {
      if (data[at] != '\n') continue;
      if (at - start > max) return start;
      start = at + 1;
    }
    return start;
  }

  private static int end(String text, int max) {
    byte[] data = text.getBytes(US_ASCII);
    return Lines.end(data, data.length, max);
  }
}
