package ffrtmp.streams.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is done to eight bytes at once is what would be done to each. */
class WordsTest {
  private static final long SEED = 20_251_220;
  private final Random random = new Random(SEED);

  WordsTest() {
    System.out.println("seed " + SEED);
  }

  private byte[] bytes(String of) {
    byte[] bytes = new byte[8 + random.nextInt(40)];
    for (int i = 0; i < bytes.length; i++) {
      boolean any = random.nextInt(30) == 0;
      bytes[i] = (byte) (any ? random.nextInt(256) : of.charAt(random.nextInt(of.length())));
    }
    return bytes;
  }

  @Test
  void theFirstQuoteOrBackslashIsFound() {
    for (int n = 0; n < 50_000; n++) {
      byte[] bytes = bytes("abcdefgh!#[]{}\u00a2\u00dc");
      int expected = 0;
      while (expected < bytes.length && bytes[expected] != '"' && bytes[expected] != '\\')
        expected++;
      assertThat(Words.quoteOrBackslash(bytes, 0, bytes.length)).isEqualTo(expected);
    }
  }

  @Test
  void theFirstControlCharacterOrForeignByteIsFound() {
    for (int n = 0; n < 50_000; n++) {
      byte[] bytes = bytes(" !abcxyz~\u007f");
      int expected = 0;
      while (expected < bytes.length && bytes[expected] >= ' ') expected++;
      assertThat(Words.special(bytes, 0, bytes.length)).isEqualTo(expected);
    }
  }

  @Test
  void leadingDigitsMakeANumber() {
    for (int n = 0; n < 50_000; n++) {
      byte[] bytes = bytes("0123456789");
      String digits = new String(bytes, 0, 8, ISO_8859_1).replaceFirst("(?s)[^0-9].*", "");
      long word = Words.at(bytes, 0);
      assertThat(Digits.leading(word)).isEqualTo(digits.length());
      if (!digits.isEmpty() && digits.length() < 8) {
        assertThat(Digits.value(word, digits.length())).isEqualTo(Long.parseLong(digits));
      }
    }
    assertThat(Digits.value(0, 0)).isZero();
  }

  @Test
  void anAddressOfDigitsAndThreePointsIsFoundBeforeASpace() {
    for (int n = 0; n < 200_000; n++) {
      byte[] bytes = new byte[16];
      for (int i = 0; i < 16; i++)
        bytes[i] = (byte) "123.. ,:".charAt(random.nextInt(8) / (n % 2 + 1));
      if (n % 3 == 0) bytes[8 + random.nextInt(8)] = ' ';
      String text = new String(bytes, ISO_8859_1);
      String address = text.split("[^0-9.]", 2)[0];
      boolean good =
          address.length() >= 8
              && address.length() < 16
              && text.charAt(address.length()) == ' '
              && address.chars().filter(c -> c == '.').count() == 3;
      assertThat(Words.dotted(bytes, 0)).as(text).isEqualTo(good ? address.length() : 0);
    }
    assertThat(Words.dotted("192.168.178.111 ".getBytes(ISO_8859_1), 0)).isEqualTo(15);
  }

  @Test
  void aClockIsReadFromOneWord() {
    for (int second = 0; second < 86_400; second++) {
      String text = "%02d:%02d:%02d".formatted(second / 3_600, second / 60 % 60, second % 60);
      assertThat(NginxTime.clock(Words.of(text))).isEqualTo(second);
    }
    for (int i = 0; i < 8; i++) {
      for (int other = 0; other < 256; other++) {
        byte[] bytes = "23:59:59".getBytes(ISO_8859_1);
        bytes[i] = (byte) other;
        boolean good = new String(bytes, ISO_8859_1).matches("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d");
        assertThat(NginxTime.clock(Words.at(bytes, 0)) >= 0).isEqualTo(good);
      }
    }
  }
}
