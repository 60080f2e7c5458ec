package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogPlaceTest {
  @Test
  void theStartIsBeforeEverything() {
    assertThat(LogPlace.START.in("any")).isZero();
    assertThat(LogPlace.START.in("")).isZero();
    assertThat(LogPlace.endOf("")).isEqualTo(LogPlace.START);
  }

  @Test
  void aPlaceIsFoundAfterTheTextHasGrown() {
    LogPlace place = LogPlace.endOf("one\ntwo\n");
    assertThat(place.in("one\ntwo\nthree\n")).isEqualTo(8);
    assertThat(place.in("[cut]\none\ntwo\n")).isEqualTo(14);
  }

  @Test
  void aPlaceInAnotherTextIsNotFound() {
    assertThat(LogPlace.endOf("one\ntwo\n").in("one\ntw\n")).isEqualTo(-1);
    assertThat(LogPlace.endOf("one\ntwo\n").in("")).isEqualTo(-1);
  }

  @Test
  void itIsReadAsItIsWritten() {
    LogPlace place = LogPlace.endOf("é\n".repeat(600));
    assertThat(LogPlace.parse(place.toString())).contains(place);
    for (String none : new String[] {"", "1", "1-", "-1", "513-1", "1-g", "1-11111111111111111"}) {
      assertThat(LogPlace.parse(none)).as(none).isEmpty();
    }
  }

  /** As the reader sees it: what it was told, put together, is what was written. */
  @Test
  void nothingIsLostOrToldTwiceWhileTheLogGrowsAndItsMiddleIsCut() {
    long seed = Long.getLong("ffrtmp.seed", System.nanoTime());
    System.out.println("LogPlaceTest seed " + seed + " (-Dffrtmp.seed=" + seed + ")");
    Random random = new Random(seed);
    StringBuilder written = new StringBuilder();
    StringBuilder told = new StringBuilder();
    LogPlace place = LogPlace.START;
    for (int look = 0; look < 500; look++) {
      for (int i = random.nextInt(5); i > 0; i--) {
        written.append("line ").append(random.nextLong()).append('\n');
      }
      String text = cut(written.toString());
      int from = place.in(text);
      assertThat(from).as("seed %d, look %d", seed, look).isNotNegative();
      told.append(text.substring(from));
      place = LogPlace.parse(LogPlace.endOf(text).toString()).orElseThrow();
    }
    assertThat(told.toString()).as("seed %d", seed).isEqualTo(written.toString());
  }

  private static String cut(String text) {
    return text.length() < 3000
        ? text
        : text.substring(0, 500) + "[cut]\n" + text.substring(text.length() - 2000);
  }
}
