package ffrtmp.ops.client.show;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** One thing: a name and what it is in each line, wrapped where the screen ends. */
public final class Card {
  private static final int LEAST_ROOM = 20;
  private static final String GAP = "  ";

  private record Line(String name, String value) {}

  private final List<Line> lines = new ArrayList<>();

  /** A line; none where the value is empty. */
  public Card line(String name, String value) {
    if (!value.isEmpty()) lines.add(new Line(name, Text.plain(value)));
    return this;
  }

  public void print(PrintWriter out, Screen screen) {
    int names = lines.stream().mapToInt(line -> Text.width(line.name())).max().orElse(0);
    int room = screen.columns() == 0 ? Integer.MAX_VALUE : screen.columns() - names - GAP.length();
    for (Line line : lines) print(out, screen, line, names, Math.max(LEAST_ROOM, room));
    out.flush();
  }

  private static void print(PrintWriter out, Screen screen, Line line, int names, int room) {
    String name = line.name();
    for (String part : wrapped(line.value(), room)) {
      boolean status = name.equals("status");
      String word = part.split(" ", 2)[0];
      String shown = status ? Tint.of(word).on(word, screen) + part.substring(word.length()) : part;
      out.println(Text.padded(name, names, false) + GAP + shown);
      name = "";
    }
  }

  private static List<String> wrapped(String text, int room) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    while (Text.width(rest) > room) {
      int end = fitting(rest, room);
      int space = rest.lastIndexOf(' ', end);
      int cut = space > 0 ? space : end;
      parts.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    parts.add(rest);
    return parts;
  }

  /** How many characters of the text the room has place for. */
  private static int fitting(String text, int room) {
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      if (Text.width(text.substring(0, next)) > room) break;
      end = next;
    }
    return end;
  }
}
