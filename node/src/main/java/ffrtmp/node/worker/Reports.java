package ffrtmp.node.worker;

import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says each attempt's reports to its job, one at a time and in order, each again until there is a
 * definite answer. Only progress is not said again: newer progress is on its way.
 */
final class Reports {
  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  /** How reports leave, and how time comes back. */
  interface Wire {
    void send(Held held, WorkerReport report);

    /** Has {@link Reports#again} called after the pause, unless {@link #hush} comes first. */
    void wakeAfter(Held held, Duration pause);

    void hush(Held held);
  }

  /** What a definite answer means for the attempt. */
  sealed interface Verdict {
    /** Its last word was taken. */
    record Done(boolean committed) implements Verdict {}

    /** Its job does not want it: it has moved on without this attempt. */
    record Unwanted(String why) implements Verdict {}
  }

  private final Wire wire;

  Reports(Wire wire) {
    this.wire = wire;
  }

  void say(Attempt attempt, WorkerReport report) {
    attempt.outbox.offer(report);
    sendNext(attempt);
  }

  private void sendNext(Attempt attempt) {
    attempt.outbox.next().ifPresent(report -> wire.send(attempt.held, report));
  }

  void again(Attempt attempt) {
    attempt.outbox.again().ifPresent(report -> wire.send(attempt.held, report));
  }

  void close(Held held) {
    wire.hush(held);
  }

  /** Takes an answer, and goes on to the next report where the attempt goes on. */
  Optional<Verdict> answered(
      Attempt attempt,
      WorkerReport report,
      @Nullable ReportAnswer answer,
      @Nullable Throwable failure) {
    if (answer == null) return unanswered(attempt, report, String.valueOf(failure));
    if (answer instanceof ReportAnswer.Unknown unknown) {
      return unanswered(attempt, report, unknown.why());
    }
    if (answer instanceof ReportAnswer.Taken taken) return taken(attempt, report, taken);
    if (answer instanceof ReportAnswer.Untimely untimely) {
      return report instanceof WorkerReport.Progressed
          ? goOn(attempt)
          : unwanted(attempt, untimely.why());
    }
    return unwanted(attempt, ((ReportAnswer.Unwanted) answer).why());
  }

  private Optional<Verdict> unanswered(Attempt attempt, WorkerReport report, String why) {
    log.debug("job {} attempt {}: no answer: {}", attempt.held.job(), attempt.held.attempt(), why);
    if (report instanceof WorkerReport.Progressed) return goOn(attempt);
    wire.wakeAfter(attempt.held, attempt.outbox.pause());
    return Optional.empty();
  }

  private Optional<Verdict> taken(Attempt attempt, WorkerReport report, ReportAnswer.Taken taken) {
    if (report instanceof WorkerReport.Started || report instanceof WorkerReport.Progressed) {
      return goOn(attempt);
    }
    attempt.outbox.answered();
    return Optional.of(new Verdict.Done(taken.committed()));
  }

  private Optional<Verdict> unwanted(Attempt attempt, String why) {
    attempt.outbox.answered();
    return Optional.of(new Verdict.Unwanted(why));
  }

  private Optional<Verdict> goOn(Attempt attempt) {
    attempt.outbox.answered();
    sendNext(attempt);
    return Optional.empty();
  }
}
