package ffrtmp.node.audit;

import java.util.Locale;

/** The forms in which an audit prints. */
public enum Form {
  /** Lines for people. */
  TABLE,
  /** One object for programs. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
