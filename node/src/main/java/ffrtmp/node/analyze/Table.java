package ffrtmp.node.analyze;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Columns as wide as their widest cell: the first to the left, the others to the right. The first
 * one is cut so that a line fits into a terminal.
 */
final class Table {
  private static final int TERMINAL = 80;
  private static final int LEAST_FIRST = 16;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  private Table() {}

  static Table of(String... names) {
    return new Table().row(names);
  }

  Table row(String... cells) {
    rows.add(Stream.of(cells).map(Table::printable).toList());
    return this;
  }

  /** What a log holds must not steer the terminal. */
  private static String printable(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) return text;
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  void print(PrintWriter out) {
    int[] widths = widths();
    out.println();
    for (List<String> row : rows) out.println(line(row, widths));
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    }
    int others = 0;
    for (int i = 1; i < widths.length; i++) others += GAP.length() + widths[i];
    widths[0] = Math.min(widths[0], Math.max(LEAST_FIRST, TERMINAL - others));
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    String first = cut(row.get(0), widths[0]);
    StringBuilder line = new StringBuilder(first).append(" ".repeat(widths[0] - first.length()));
    for (int i = 1; i < widths.length; i++) {
      line.append(GAP).append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
    }
    return line.toString();
  }

  /** Out of the middle: the beginning names the service, and the end tells paths apart. */
  private static String cut(String text, int width) {
    if (text.length() <= width) return text;
    int end = (width - 1) / 2;
    return text.substring(0, width - 1 - end) + "…" + text.substring(text.length() - end);
  }
}
