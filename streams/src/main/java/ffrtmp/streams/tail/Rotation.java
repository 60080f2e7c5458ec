package ffrtmp.streams.tail;

import java.util.Comparator;

/**
 * Which rotation of its log a file is; sorts the oldest first. Where dated and numbered names stand
 * side by side, the dated ones count as older.
 *
 * @param date as digits, filled up to a second; empty without one
 * @param number of the rotation, or behind a date
 */
record Rotation(Rotation.Style style, String date, long number) implements Comparable<Rotation> {
  /** How the name tells the age. */
  enum Style {
    /** A later date is younger. */
    DATED,
    /** A higher number is older. */
    NUMBERED,
    /** The name that is written to. */
    LIVE
  }

  static final Rotation LIVE = new Rotation(Style.LIVE, "", 0);

  private static final int DIGITS_TO_THE_SECOND = 14;
  private static final Comparator<Rotation> BY_AGE =
      Comparator.comparing(Rotation::style)
          .thenComparing(Rotation::date)
          .thenComparing(r -> r.style == Style.NUMBERED ? -r.number : r.number);

  static Rotation numbered(long number) {
    return new Rotation(Style.NUMBERED, "", number);
  }

  /**
   * @param date digits, the year first; hyphens are left out
   */
  static Rotation dated(String date, long number) {
    String digits = date.replace("-", "");
    String filled = digits + "0".repeat(Math.max(0, DIGITS_TO_THE_SECOND - digits.length()));
    return new Rotation(Style.DATED, filled, number);
  }

  boolean live() {
    return style == Style.LIVE;
  }

  @Override
  public int compareTo(Rotation other) {
    return BY_AGE.compare(this, other);
  }
}
