package ffrtmp.node.analyze;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell: the first to the left, the others to the right. */
final class Table {
  private static final int LONGEST_CELL = 32;

  private final List<List<String>> rows = new ArrayList<>();

  private Table() {}

  static Table of(String... names) {
    return new Table().row(names);
  }

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The end of a long text, which tells more than its beginning. */
  static String cut(String text) {
    if (text.length() <= LONGEST_CELL) return text;
    return "…" + text.substring(text.length() - LONGEST_CELL + 1);
  }

  void print(PrintWriter out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    }
    out.println();
    for (List<String> row : rows) out.println(line(row, widths));
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      if (i == 0) line.append(row.get(i)).append(pad);
      else line.append("  ").append(pad).append(row.get(i));
    }
    return line.toString();
  }
}
