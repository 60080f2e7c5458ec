package ffrtmp.node.audit;

import ffrtmp.persistence.audit.Step;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line for each event, under a line for each life. */
final class LineTimeline implements Timeline {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final int EVENT_CHARS = 16;
  private static final int STATE_CHARS = 23;

  private final PrintWriter out;
  private @Nullable String entity;
  private long events;
  private long broken;
  private long unchained;
  private boolean whole = true;

  LineTimeline(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void step(String of, Step step) {
    begin(of);
    events++;
    String mark = mark(step);
    String state = step.from() == null ? step.to() : change(step.from(), step.to());
    out.println(
        "%s %9s  %s  %s%s%s"
            .formatted(
                TIME.format(step.at()),
                elapsed(step),
                padded(event(step), EVENT_CHARS),
                padded(state, STATE_CHARS),
                words(step),
                mark));
  }

  @Override
  public void removed(String of, Instant at) {
    begin(of);
    out.println(TIME.format(at) + "            its journal was removed after its time");
  }

  @Override
  public boolean end() {
    summary();
    entity = null;
    out.flush();
    return whole;
  }

  private void begin(String of) {
    if (of.equals(entity)) return;
    summary();
    if (entity != null) out.println();
    entity = of;
    out.println(of.replace('|', ' '));
  }

  private void summary() {
    if (entity == null || events == 0) return;
    String chain = broken == 0 ? "its chain is whole" : broken + " of them break its chain";
    if (unchained == events) chain = "older than the chains";
    out.println((events == 1 ? "1 event, " : events + " events, ") + chain);
    events = 0;
    broken = 0;
    unchained = 0;
  }

  private String mark(Step step) {
    switch (step.chain()) {
      case WHOLE -> {
        return "";
      }
      case UNCHAINED -> {
        unchained++;
        return "";
      }
      default -> {
        broken++;
        whole = false;
        return "  !! chain " + step.chain();
      }
    }
  }

  /** Without the family's name, which stands above. */
  private static String event(Step step) {
    return step.event().substring(step.event().indexOf('-') + 1);
  }

  private static String change(String from, String to) {
    return from.equals(to) ? to : from + " → " + to;
  }

  private static String words(Step step) {
    StringBuilder words = new StringBuilder();
    if (step.attempt() != null) words.append("  attempt ").append(step.attempt());
    if (step.node() != null) words.append(" on ").append(printable(step.node()));
    words.append("  by ").append(printable(step.who()));
    if (step.request() != null) words.append("  request ").append(printable(step.request()));
    if (step.reason() != null) words.append("  (").append(printable(step.reason())).append(')');
    return words.toString();
  }

  private static String elapsed(Step step) {
    long millis = step.elapsedMillis();
    if (step.number() == 1) return "";
    if (Math.abs(millis) < 1_000) return "+" + millis + " ms";
    if (millis < 60_000) return String.format(Locale.ROOT, "+%.1f s", millis / 1e3);
    if (millis < 3_600_000) return "+" + millis / 60_000 + "m" + millis / 1_000 % 60 + "s";
    return "+" + millis / 3_600_000 + "h" + millis / 60_000 % 60 + "m";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** What a journal holds must not steer the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
