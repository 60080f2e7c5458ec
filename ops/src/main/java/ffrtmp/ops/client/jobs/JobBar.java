package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.show.Screen;
import ffrtmp.ops.client.show.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job as it goes: a bar that moves on a terminal, a line for each change elsewhere. */
final class JobBar implements AutoCloseable {
  private static final int QUARTER = 25;
  private static final int WIDEST = 40;
  private static final int NARROWEST = 10;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final Screen screen;
  private String told = "";
  private boolean drawn;

  JobBar(PrintWriter out, Screen screen) {
    this.out = out;
    this.screen = screen;
  }

  void show(JsonNode job) {
    if (screen.live()) redraw(job);
    else tellChange(job);
  }

  private void redraw(JsonNode job) {
    out.print(CLEAR + line(job, screen));
    out.flush();
    drawn = true;
  }

  private void tellChange(JsonNode job) {
    String now = JobTexts.status(job) + job.path("progress").asInt() / QUARTER;
    if (now.equals(told)) return;
    told = now;
    List<String> words = new ArrayList<>(List.of(JobTexts.name(job), JobTexts.status(job)));
    if (job.path("progress").asInt() > 0) words.add(percent(job));
    words.addAll(JobTexts.pace(job));
    out.println(Text.plain(String.join("  ", words)));
    out.flush();
  }

  /** As wide as the screen at the most, less a column so that no terminal wraps it. */
  static String line(JsonNode job, Screen screen) {
    String before = Text.plain(JobTexts.name(job) + " " + JobTexts.status(job));
    int room = Math.max(screen.columns(), 20) - 1 - before.length() - 8;
    List<String> words = new ArrayList<>(JobTexts.pace(job));
    words.add(job.path("node_name").asText(""));
    String after = Text.plain(String.join("  ", words)).stripTrailing();
    int bar = Math.min(WIDEST, room - Text.width(after) - 2);
    if (bar < NARROWEST) {
      after = "";
      bar = Math.max(0, Math.min(WIDEST, room));
    }
    String drawing = bar(job.path("progress").asInt(), bar, screen.blocks());
    return (before + " " + drawing + " " + percent(job) + "  " + after).stripTrailing();
  }

  private static String bar(int percent, int width, boolean blocks) {
    int full = Math.min(100, Math.max(0, percent)) * width / 100;
    return (blocks ? "█" : "#").repeat(full) + (blocks ? "░" : ".").repeat(width - full);
  }

  private static String percent(JsonNode job) {
    return String.format(Locale.ROOT, "%3d %%", job.path("progress").asInt());
  }

  /** Leaves the last state of the bar and goes to the next line. */
  @Override
  public void close() {
    if (drawn) out.println();
    out.flush();
  }
}
