package ffrtmp.node.worker;

import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt has to say, one report at a time, in order. Invariant: at most three reports are
 * held, and nothing stands behind a final one. Pure.
 */
final class Outbox {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Deque<WorkerReport> waiting = new ArrayDeque<>();
  private @Nullable WorkerReport inFlight;
  private Duration pause = FIRST_PAUSE;
  private boolean ended;

  /** Adds a report. A newer progress replaces an older one; a final one all that wait. */
  void offer(WorkerReport report) {
    if (report instanceof WorkerReport.Started || report instanceof WorkerReport.Progressed) {
      if (ended) return;
      waiting.removeIf(report.getClass()::isInstance);
    } else {
      ended = true;
      waiting.clear();
    }
    waiting.add(report);
  }

  /** The report to send now, if none is under way. */
  Optional<WorkerReport> next() {
    if (inFlight != null) return Optional.empty();
    inFlight = waiting.poll();
    return Optional.ofNullable(inFlight);
  }

  /** The report under way got a definite answer, or needs none. */
  void answered() {
    inFlight = null;
    pause = FIRST_PAUSE;
  }

  /** The report under way, to be sent again after {@link #pause}. */
  Optional<WorkerReport> again() {
    return Optional.ofNullable(inFlight);
  }

  /** How long to wait before the next repetition; grows from 0.2 s to 5 s. */
  Duration pause() {
    Duration now = pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    return now;
  }
}
