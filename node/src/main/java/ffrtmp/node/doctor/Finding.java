package ffrtmp.node.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at. Each text is one line of bounded length, whatever a program said
 * that it is taken from.
 *
 * @param name of what was looked at, a few words
 * @param found what is the case
 * @param remedy what to do about it; there unless all is well, and only then
 */
public record Finding(String name, Verdict verdict, String found, @Nullable String remedy) {
  private static final int LONGEST = 400;

  public Finding {
    if ((remedy == null) != (verdict == Verdict.OK)) {
      throw new IllegalArgumentException("a remedy belongs to what is not well: " + name);
    }
    found = oneLine(found);
    if (remedy != null) remedy = oneLine(remedy);
  }

  public static Finding ok(String name, String found) {
    return new Finding(name, Verdict.OK, found, null);
  }

  public static Finding warn(String name, String found, String remedy) {
    return new Finding(name, Verdict.WARN, found, remedy);
  }

  public static Finding fail(String name, String found, String remedy) {
    return new Finding(name, Verdict.FAIL, found, remedy);
  }

  /** What a program said must not steer the terminal. */
  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
