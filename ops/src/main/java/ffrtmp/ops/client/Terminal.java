package ffrtmp.ops.client;

import ffrtmp.ops.client.show.Screen;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs: what it writes to and reads from, and what is known of both.
 *
 * @param home where the person's files are
 * @param screen what {@code out} is
 * @param messages what {@code err} is
 * @param asks whether a person is there to answer
 * @param window where that which is {@link Screen#live()} is shown
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Map<String, String> environment,
    Path home,
    Screen screen,
    Screen messages,
    boolean asks,
    Window window) {
  /** What {@code out} is, in the width that its window has now. */
  public Screen screenNow() {
    return asWideAsNow(screen);
  }

  /** What {@code err} is, in the width that its window has now. */
  public Screen messagesNow() {
    return asWideAsNow(messages);
  }

  private Screen asWideAsNow(Screen was) {
    return was.live() ? window.size().map(now -> was.wide(now.columns())).orElse(was) : was;
  }
}
