package ffrtmp.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What tests say of findings. */
final class Findings {
  private Findings() {}

  /** The one finding of a check. */
  static Finding only(Check check) throws Exception {
    List<Finding> found = check.look();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  static void assertOk(Finding finding, String what) {
    assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.OK);
    assertThat(finding.found()).contains(what);
  }

  static void assertWarns(Finding finding, String what, String remedy) {
    assertIs(Verdict.WARN, finding, what, remedy);
  }

  static void assertFails(Finding finding, String what, String remedy) {
    assertIs(Verdict.FAIL, finding, what, remedy);
  }

  private static void assertIs(Verdict verdict, Finding finding, String what, String remedy) {
    assertThat(finding.verdict()).as(finding.toString()).isEqualTo(verdict);
    assertThat(finding.found()).contains(what);
    assertThat(finding.remedy()).contains(remedy);
  }
}
