package ffrtmp.node.worker;

import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts outputs in their places or deletes them, on threads of their own: disks may be slow. */
final class Settling {
  private static final Logger log = LoggerFactory.getLogger(Settling.class);

  private final Executor io;
  private final BiConsumer<Held, @Nullable Throwable> done;
  private final Set<Held> underWay = new HashSet<>();

  /**
   * @param done is told the end of each, on any thread; it must come back as {@link #settled}
   */
  Settling(Executor io, BiConsumer<Held, @Nullable Throwable> done) {
    this.io = io;
    this.done = done;
  }

  void commit(Attempt attempt) {
    settle(attempt, Output::commit);
  }

  void discard(Attempt attempt) {
    settle(attempt, Output::discard);
  }

  void settled(Held held, @Nullable Throwable failure) {
    underWay.remove(held);
    if (failure == null) return;
    log.error(
        "job {} attempt {}: its output could not be settled: {}",
        held.job(),
        held.attempt(),
        failure.toString());
  }

  Set<Held> underWay() {
    return Set.copyOf(underWay);
  }

  private void settle(Attempt attempt, Step step) {
    Output output = attempt.output;
    if (output == null) return;
    attempt.output = null;
    underWay.add(attempt.held);
    var unused =
        CompletableFuture.runAsync(() -> take(step, output), io)
            .whenComplete((nothing, failure) -> done.accept(attempt.held, failure));
  }

  private static void take(Step step, Output output) {
    try {
      step.with(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    void with(Output output) throws IOException;
  }
}
