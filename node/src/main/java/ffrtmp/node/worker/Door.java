package ffrtmp.node.worker;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the worker takes attempts. A lost lease shuts the door until there is another; a drain
 * shuts it for good.
 */
final class Door {
  private @Nullable String closed;
  private boolean draining;
  private @Nullable ActorRef<WorkerActor.Drained> waiting;

  /** Why no attempt is taken; empty while the door is open. */
  Optional<String> closed() {
    return Optional.ofNullable(closed);
  }

  void close(String why) {
    closed = why;
  }

  void reopen() {
    if (!draining) closed = null;
  }

  /**
   * @param replyTo is told once that the worker is idle
   */
  void drain(ActorRef<WorkerActor.Drained> replyTo) {
    draining = true;
    closed = "this worker is draining";
    waiting = replyTo;
  }

  /** Nothing runs, nothing is left to say or to settle. */
  void idle() {
    if (waiting == null) return;
    waiting.tell(new WorkerActor.Drained());
    waiting = null;
  }
}
