package ffrtmp.node.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import ffrtmp.node.wiring.AuditStore;
import ffrtmp.node.wiring.StartException;
import ffrtmp.persistence.audit.Finding;
import ffrtmp.persistence.audit.Rebuild;
import ffrtmp.persistence.audit.Report;
import ffrtmp.persistence.audit.Verification;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds the tables of a store against its journal, mends them, and prints what came of it. */
public final class Verifying {
  private static final double THOUSAND = 1e3;

  private final AuditStore store;
  private final PrintWriter out;
  private final Form form;

  public Verifying(AuditStore store, PrintWriter out, Form form) {
    this.store = store;
    this.out = out;
    this.form = form;
  }

  /**
   * Looks, and changes nothing.
   *
   * @return whether nothing differs
   * @throws StartException when the store fails
   */
  public boolean verify() throws InterruptedException {
    try {
      Report report = new Verification(store.store(), store.events(), System::nanoTime).run();
      print(report, report.findings(), Map.of());
      return report.differences() == 0;
    } catch (SQLException e) {
      throw Replaying.failed(e);
    }
  }

  /**
   * Mends what differs.
   *
   * @return whether nothing is left
   * @throws StartException when the store fails
   */
  public boolean rebuild() throws InterruptedException {
    try {
      Rebuild.Outcome outcome = new Rebuild(store.store(), store.events(), System::nanoTime).run();
      print(outcome.before(), outcome.left(), Map.of("mended", outcome.mended()));
      return outcome.left().isEmpty();
    } catch (SQLException e) {
      throw Replaying.failed(e);
    }
  }

  private void print(Report report, List<Finding> findings, Map<String, Object> more) {
    if (form == Form.JSON) {
      out.println(json(report, findings, more));
    } else {
      findings.forEach(finding -> out.println(finding.toString().replaceAll("\\p{Cntrl}", "?")));
      long untold = more.isEmpty() ? report.differences() - findings.size() : 0;
      if (untold > 0) out.println("… and " + untold + " more");
      out.println(summary(report));
      more.forEach((name, value) -> out.println(sentence(value, findings.size())));
    }
    out.flush();
  }

  private static String summary(Report report) {
    StringBuilder summary = new StringBuilder();
    summary.append(
        String.format(
            Locale.ROOT,
            "%,d events of %,d jobs and nodes in %.1f s (%,.0f events/s): ",
            report.events(),
            report.entities(),
            report.took().toMillis() / THOUSAND,
            report.eventsPerSecond()));
    long differences = report.differences();
    summary.append(differences == 0 ? "no difference" : number(differences, "difference"));
    if (report.unchained() > 0) {
      summary.append(String.format(Locale.ROOT, "; %,d older than the chains", report.unchained()));
    }
    if (report.removed() > 0) {
      summary.append("; ").append(number(report.removed(), "removed journal"));
    }
    if (report.behind() > 0) {
      summary.append("; the tables had yet to follow ").append(number(report.behind(), "of them"));
    }
    return summary.toString();
  }

  private static String number(long number, String what) {
    boolean plural = number != 1 && !what.startsWith("of ");
    return String.format(Locale.ROOT, "%,d %s%s", number, what, plural ? "s" : "");
  }

  private static String sentence(Object mended, int left) {
    String rest = left == 0 ? "" : "; what is above is wrong in the journal, and was left";
    return "rows made anew: " + mended + rest;
  }

  private static String json(Report report, List<Finding> findings, Map<String, Object> more) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("events", report.events());
    members.put("entities", report.entities());
    members.put("removed", report.removed());
    members.put("unchained", report.unchained());
    members.put("behind", report.behind());
    members.put("differences", report.differences());
    members.put("seconds", report.took().toMillis() / THOUSAND);
    members.put("events_per_second", Math.round(report.eventsPerSecond()));
    members.putAll(more);
    members.put("findings", findings);
    try {
      return JsonTimeline.JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }
}
