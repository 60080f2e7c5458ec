package ffrtmp.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
  @Test
  void whatIsNotWellHasARemedyAndWhatIsWellHasNone() {
    assertThatThrownBy(() -> new Finding("x", Verdict.FAIL, "bad", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Finding("x", Verdict.OK, "good", "do"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatAProgramSaidIsOneLineThatSteersNoTerminal() {
    Finding finding = Finding.ok("x", "one\ntwo \u001b[31mred" + "!".repeat(1000));
    assertThat(finding.found()).startsWith("one two ?[31mred").hasSize(400);
  }

  @Test
  void theTableNamesEachRemedyUnderItsFinding() {
    StringWriter text = new StringWriter();
    List<Finding> findings =
        List.of(Finding.ok("a", "fine"), Finding.fail("port", "taken", "free it"));
    TableOutput.print(findings, new PrintWriter(text));
    assertThat(text.toString())
        .isEqualTo(
            """
            ok    a     fine
            FAIL  port  taken
                        -> free it

            2 looked at: 1 failed, 0 to be warned of
            """);
  }
}
