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
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Map<String, String> environment,
    Path home,
    Screen screen,
    Screen messages,
    boolean asks) {}
