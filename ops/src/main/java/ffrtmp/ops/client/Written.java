package ffrtmp.ops.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The last word on a command: what could not be written was not done. */
public final class Written {
  private Written() {}

  /**
   * The exit status, once all is written.
   *
   * @param status what the command itself came to
   * @return the same; {@link ClientCommand#REFUSED} where it was done and its output is lost. But
   *     whoever reads a pipe may have seen enough.
   */
  public static int status(int status, PrintWriter out, PrintWriter err) {
    err.flush();
    if (!out.checkError() || isPipe()) return status;
    err.println("ffrtmp: the output cannot be written");
    err.flush();
    return status == ClientCommand.DONE ? ClientCommand.REFUSED : status;
  }

  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // no such folder, so no Linux: nobody can tell
    }
  }
}
