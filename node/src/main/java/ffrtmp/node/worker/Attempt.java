package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.worker.Held;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the worker's actor keeps of one attempt; touched by the actor alone. */
final class Attempt {
  final Held held;
  final Outbox outbox = new Outbox();

  /** Only an answer is owed: nothing of it was ever here. */
  final boolean owed;

  /** Absent until it was started, and where there was no room. */
  @Nullable Execution execution;

  /** What it wrote, once it has succeeded, until that is settled. */
  @Nullable Output output;

  /** What was ordered; absent where only an answer is owed. */
  @Nullable JobSpec spec;

  boolean stopWanted;

  /** Its processes are gone. */
  boolean over;

  /** Nothing of it is wanted: it is being killed, and nothing is reported. */
  boolean abandoned;

  Attempt(Held held) {
    this(held, false);
  }

  private Attempt(Held held, boolean owed) {
    this.held = held;
    this.owed = owed;
  }

  /** An attempt that was told to stop and is not here. */
  static Attempt owed(Held held) {
    return new Attempt(held, true);
  }

  Optional<Execution> running() {
    return over ? Optional.empty() : Optional.ofNullable(execution);
  }

  /** Its execution will still say that it ended. */
  boolean ends() {
    return running().isPresent();
  }

  boolean reports() {
    return !over && !abandoned;
  }

  void abandon(String why) {
    abandoned = true;
    running().ifPresent(execution -> execution.kill(why));
  }
}
