package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.show.Screen;
import ffrtmp.ops.client.show.Text;
import ffrtmp.ops.client.show.Tint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A job as it goes: a bar that moves on a terminal, a line for each change elsewhere. */
final class JobBar implements AutoCloseable {
  private static final int QUARTER = 25;
  private static final int WIDEST = 40;
  private static final int NARROWEST = 10;
  private static final int LONGEST_STATUS = 10;
  private static final int LEAST_COLUMNS = 40;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final Supplier<Screen> screens;
  private String told = "";
  private boolean drawn;

  /**
   * @param screens what is written on now: it may have become narrower
   */
  JobBar(PrintWriter out, Supplier<Screen> screens) {
    this.out = out;
    this.screens = screens;
  }

  void show(JsonNode job) {
    Screen screen = screens.get();
    if (screen.live()) redraw(job, screen);
    else tellChange(job);
  }

  private void redraw(JsonNode job, Screen screen) {
    out.print(CLEAR + line(job, screen));
    out.flush();
    drawn = true;
  }

  private void tellChange(JsonNode job) {
    String now = JobTexts.status(job) + job.path("progress").asInt() / QUARTER;
    if (now.equals(told)) return;
    told = now;
    List<String> words = new ArrayList<>(List.of(JobTexts.name(job), JobTexts.status(job)));
    if (job.path("progress").asInt() > 0) words.add(percent(job).strip());
    words.addAll(JobTexts.pace(job));
    out.println(Text.plain(String.join("  ", words)));
    out.flush();
  }

  /** At most as wide as the screen less a column, so that no terminal wraps it. */
  static String line(JsonNode job, Screen screen) {
    int columns = Math.max(screen.columns(), LEAST_COLUMNS) - 1;
    String name = Text.plain(JobTexts.name(job)) + " ";
    String status = Text.plain(JobTexts.status(job));
    int room = columns - Text.width(name) - LONGEST_STATUS;
    String bar =
        Text.padded(status, LONGEST_STATUS, false)
            + " "
            + bar(job.path("progress").asInt(), room / 3, screen.blocks());
    List<String> words = new ArrayList<>(List.of(percent(job)));
    words.addAll(JobTexts.pace(job));
    words.add(Text.plain(job.path("node_name").asText("")));
    int left = Math.max(0, columns - Text.width(name) - Text.width(bar) - 1);
    String rest = Text.cut(String.join("  ", words), left).stripTrailing();
    return name + Tint.of(status).on(bar, screen) + " " + rest;
  }

  private static String bar(int percent, int room, boolean blocks) {
    int width = Math.max(NARROWEST, Math.min(WIDEST, room));
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
