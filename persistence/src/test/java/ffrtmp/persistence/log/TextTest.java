package ffrtmp.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  private static final String FACE = "\uD83D\uDE00";

  @Test
  void plainTextStaysTheSame() {
    var text = "cdn.example";
    assertThat(Text.of(text, 305)).isSameAs(text);
    assertThat(Text.of("", 5)).isEmpty();
  }

  @Test
  void longTextIsCutButNoPairIs() {
    assertThat(Text.of("abcdef", 3)).isEqualTo("abc");
    assertThat(Text.of("ab" + FACE, 4)).isEqualTo("ab" + FACE);
    assertThat(Text.of("ab" + FACE, 3)).isEqualTo("ab");
  }

  @Test
  void nulAndHalvesOfPairsAreReplaced() {
    assertThat(Text.of("a\u0000b", 9)).isEqualTo("a\uFFFDb");
    assertThat(Text.of("a\uD83D", 9)).isEqualTo("a\uFFFD");
    assertThat(Text.of("\uDE00" + FACE, 9)).isEqualTo("\uFFFD" + FACE);
  }
}
