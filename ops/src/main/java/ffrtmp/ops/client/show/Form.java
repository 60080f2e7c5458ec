package ffrtmp.ops.client.show;

import java.util.Locale;

/** In what form a command answers. */
public enum Form {
  /** For people. */
  TABLE,
  /** What the server said, indented. */
  JSON,
  YAML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
