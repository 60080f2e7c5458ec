package ffrtmp.ops.client.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is printed is harmless, and as wide as it says. */
final class TextTest {
  @Test
  void controlsAreReplacedAndScriptsAreKept() {
    assertThat(Text.plain("a\u001b[2Jb\u009bc\u007fd")).isEqualTo("ab\uFFFDc\uFFFDd");
    assertThat(Text.plain("two\nlines\tand \u202e more\u2028x"))
        .isEqualTo("two lines and \uFFFD more x");
    assertThat(Text.plain("Füße, 映画, 😀")).isEqualTo("Füße, 映画, 😀");
    assertThat(Text.plainLines("a\tb\nc\r\u0007")).isEqualTo("a\tb\nc \uFFFD");
  }

  @Test
  void noTextGetsPastItWithAControl() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(20, 0, 0x3000).forEach(text::appendCodePoint);
      assertThat(Text.plain(text.toString()).codePoints())
          .as("seed %d", seed)
          .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
  }

  @Test
  void jsonAndYamlSteerNoTerminal() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", "a\u009bb\u202ec\u007fdé");
    StringWriter json = new StringWriter();
    Documents.print(node, Form.JSON, new PrintWriter(json));
    assertThat(json.toString()).isEqualTo("{\n  \"name\": \"a\\u009bb\\u202ec\\u007Fdé\"\n}\n");
    StringWriter yaml = new StringWriter();
    Documents.print(node, Form.YAML, new PrintWriter(yaml));
    assertThat(yaml.toString()).doesNotContain("\u009b").doesNotContain("\u007f");
  }

  @Test
  void numbersAreForPeople() {
    assertThat(Units.bytes(0)).isEqualTo("0 B");
    assertThat(Units.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Units.time(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Units.time(Duration.ofSeconds(3661))).isEqualTo("1h01m");
    assertThat(Units.exact(Duration.ofMillis(2990))).isEqualTo("3.0s");
    assertThat(Units.count(1, "job")).isEqualTo("1 job");
    assertThat(Units.count(1200, "job")).isEqualTo("1,200 jobs");
    assertThat(Units.clock("no time")).isEqualTo("no time");
  }
}
