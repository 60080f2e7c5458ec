package ffrtmp.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows jobs as they go: bars that move on a terminal, a line for each change elsewhere. */
final class Bars {
  private static final int WIDTH = 24;

  private final PrintStream out;
  private final boolean terminal;
  private final Map<String, String> told = new HashMap<>();
  private int drawn;

  Bars(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(List<DemoJob> jobs) {
    if (terminal) redraw(jobs);
    else jobs.forEach(this::tellChange);
  }

  private void redraw(List<DemoJob> jobs) {
    if (drawn > 0) out.print("\u001b[" + drawn + "A");
    jobs.forEach(job -> out.print("\u001b[2K  " + line(job) + "\n"));
    drawn = jobs.size();
    out.flush();
  }

  private void tellChange(DemoJob job) {
    String now =
        job.status() + (job.status().equals("processing") ? (int) (job.percent() / 25) : "");
    if (!now.equals(told.put(job.id(), now))) out.println("  " + line(job));
  }

  static String line(DemoJob job) {
    int full = (int) Math.round(job.percent() / 100 * WIDTH);
    String bar = "█".repeat(full) + "░".repeat(WIDTH - full);
    return String.format(
        Locale.ROOT,
        "%-7s %-6s %-11s %-10s %s %3.0f %%  %s",
        job.queue(),
        job.priority(),
        job.scenario(),
        job.status(),
        bar,
        job.percent(),
        speed(job));
  }

  private static String speed(DemoJob job) {
    JsonNode seen = job.seen();
    if (seen == null) return "";
    if (job.status().equals("failed")) return job.text("error", "");
    boolean done = seen.has("result");
    JsonNode from = seen.path(done ? "result" : "progress_details");
    StringBuilder text = new StringBuilder();
    append(text, "%.0f fps ", from.path(done ? "encoding_fps" : "fps"));
    append(text, "%.1fx ", from.path("speed"));
    append(text, "%.0f s left", from.path("eta_seconds"));
    return text.toString().strip();
  }

  private static void append(StringBuilder text, String format, JsonNode number) {
    // ffmpeg says 0 until it has measured.
    if (number.asDouble() > 0) text.append(String.format(Locale.ROOT, format, number.asDouble()));
  }
}
