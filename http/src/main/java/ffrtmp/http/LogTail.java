package ffrtmp.http;

import org.jspecify.annotations.Nullable;

/** The last lines of a text. */
final class LogTail {
  private LogTail() {}

  /** The last {@code lines} lines; all of them when it is null. */
  static String of(String text, @Nullable Integer lines) {
    if (lines == null) return text;
    int from = text.endsWith("\n") ? text.length() - 1 : text.length();
    if (lines == 0) return "";
    for (int i = 0; i < lines && from >= 0; i++) from = text.lastIndexOf('\n', from - 1);
    return text.substring(from + 1);
  }
}
