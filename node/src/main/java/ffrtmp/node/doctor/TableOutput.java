package ffrtmp.node.doctor;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A line for each finding, below it what to do, and the sum of them all. */
public final class TableOutput {
  private TableOutput() {}

  public static void print(List<Finding> findings, PrintWriter out) {
    int widest = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    for (Finding finding : findings) {
      out.printf(
          Locale.ROOT,
          "%-4s  %-" + Math.max(1, widest) + "s  %s%n",
          mark(finding.verdict()),
          finding.name(),
          finding.found());
      if (finding.remedy() != null) {
        out.println(" ".repeat(widest + 8) + "-> " + finding.remedy());
      }
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%d looked at: %d failed, %d to be warned of%n",
        findings.size(),
        count(findings, Verdict.FAIL),
        count(findings, Verdict.WARN));
    out.flush();
  }

  /** What failed must catch the eye without colour. */
  private static String mark(Verdict verdict) {
    return verdict == Verdict.FAIL ? "FAIL" : verdict.word();
  }

  static long count(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
