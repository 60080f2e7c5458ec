package ffrtmp.ops.client.show;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under titles, as wide as the screen at the most: where there is no room, columns are cut
 * that may be, and then those leave that may.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final String STATUS = "STATUS";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A cell for each column, whatever is in it. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  public Table row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns.size());
    }
    rows.add(cells.stream().map(Text::plain).toList());
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public void print(PrintWriter out, Screen screen) {
    print(out, screen, layout(screen.columns()), true);
  }

  /** In the widths of a former page, and without its titles. */
  public void print(PrintWriter out, Screen screen, int[] widths, boolean titles) {
    if (titles) out.println(titles(widths));
    for (List<String> row : rows) out.println(line(row, widths, screen));
    out.flush();
  }

  /** The width of each column; 0 for one that has left. */
  public int[] layout(int room) {
    int[] widths = IntStream.range(0, columns.size()).map(this::natural).toArray();
    if (room == 0) return widths;
    while (total(widths) > room) {
      if (cut(widths)) continue;
      int leaving = leaving(widths);
      if (leaving < 0) break;
      // what was cut for its sake may have its room back
      for (int i = 0; i < widths.length; i++) if (widths[i] > 0) widths[i] = natural(i);
      widths[leaving] = 0;
    }
    return widths;
  }

  /** As wide as its widest cell; a column that may leave and says nothing has left. */
  private int natural(int column) {
    boolean silent = rows.stream().allMatch(row -> row.get(column).isEmpty());
    if (silent && columns.get(column).order() > 0 && !rows.isEmpty()) return 0;
    return rows.stream()
        .mapToInt(row -> Text.width(row.get(column)))
        .reduce(Text.width(columns.get(column).title()), Math::max);
  }

  private static int total(int[] widths) {
    int shown = (int) IntStream.of(widths).filter(w -> w > 0).count();
    return IntStream.of(widths).sum() + GAP.length() * Math.max(0, shown - 1);
  }

  /** Takes a letter from the widest that may be cut; whether one could give it. */
  private boolean cut(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      int least = columns.get(i).least();
      boolean cuttable = least > 0 && widths[i] > least;
      if (cuttable && (widest < 0 || widths[i] > widths[widest])) widest = i;
    }
    if (widest < 0) return false;
    widths[widest]--;
    return true;
  }

  private int leaving(int[] widths) {
    int last = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean may = widths[i] > 0 && columns.get(i).order() > 0;
      if (may && (last < 0 || columns.get(i).order() > columns.get(last).order())) last = i;
    }
    return last;
  }

  private String titles(int[] widths) {
    return line(columns.stream().map(Column::title).toList(), widths, Screen.ENDLESS);
  }

  private String line(List<String> cells, int[] widths, Screen screen) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) continue;
      Column column = columns.get(i);
      String cell = Text.padded(Text.cut(cells.get(i), widths[i]), widths[i], column.right());
      if (line.length() > 0) line.append(GAP);
      line.append(column.title().equals(STATUS) ? Tint.of(cells.get(i)).on(cell, screen) : cell);
    }
    return line.toString().stripTrailing();
  }
}
