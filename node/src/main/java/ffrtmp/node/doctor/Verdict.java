package ffrtmp.node.doctor;

import java.util.Locale;

/** How a thing stands. */
public enum Verdict {
  OK,
  /** It works, and may not for long or not as well as it could. */
  WARN,
  /** What was asked for cannot work like this. */
  FAIL;

  /** As it is printed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
