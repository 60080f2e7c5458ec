package ffrtmp.node.worker.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * The processes that one attempt started: a leader and its children.
 *
 * @param leader the leader's pid, which is the group's number too
 * @param grouped whether it leads a group of its own; if not, only the leader is reached
 */
public record ProcessGroup(long leader, boolean grouped) {
  /** Signals that an attempt needs; Java itself can only send TERM and KILL, to one process. */
  public enum Signal {
    STOP,
    CONT,
    TERM,
    KILL
  }

  /**
   * Sends {@code signal} to all of the group; a group that is gone is no error.
   *
   * @throws IOException when there is no shell: its built-in kill is there where no other is
   */
  public void signal(Signal signal) throws IOException {
    String target = (grouped ? "-" : "") + leader;
    new ProcessBuilder("sh", "-c", "kill -s \"$0\" -- \"$1\"", signal.name(), target)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }
}
