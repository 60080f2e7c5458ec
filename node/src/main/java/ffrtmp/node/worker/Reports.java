package ffrtmp.node.worker;

import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
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
      Attempt attempt, WorkerReport report, @Nullable JobReply reply, @Nullable Throwable failure) {
    if (reply == null) return unanswered(attempt, report, String.valueOf(failure));
    if (!(reply instanceof JobReply.Refused refused)) return accepted(attempt, report, reply);
    return refused.refusal() == Refusal.UNAVAILABLE
        ? unanswered(attempt, report, refused.detail())
        : refused(attempt, report, refused);
  }

  private Optional<Verdict> unanswered(Attempt attempt, WorkerReport report, String why) {
    log.debug("job {} attempt {}: no answer: {}", attempt.held.job(), attempt.held.attempt(), why);
    if (report instanceof WorkerReport.Progressed) return goOn(attempt);
    wire.wakeAfter(attempt.held, attempt.outbox.pause());
    return Optional.empty();
  }

  private Optional<Verdict> accepted(Attempt attempt, WorkerReport report, JobReply reply) {
    if (report instanceof WorkerReport.Started || report instanceof WorkerReport.Progressed) {
      return goOn(attempt);
    }
    attempt.outbox.answered();
    return Optional.of(new Verdict.Done(committed(reply, attempt.held)));
  }

  private static boolean committed(JobReply reply, Held held) {
    return reply instanceof JobReply.Accepted accepted
        && accepted.job().status() == JobStatus.COMPLETED
        && accepted.job().attempt() == held.attempt();
  }

  private Optional<Verdict> refused(
      Attempt attempt, WorkerReport report, JobReply.Refused refused) {
    if (report instanceof WorkerReport.Progressed && refused.refusal() == Refusal.WRONG_PHASE) {
      return goOn(attempt);
    }
    attempt.outbox.answered();
    return Optional.of(new Verdict.Unwanted(refused.detail()));
  }

  private Optional<Verdict> goOn(Attempt attempt) {
    attempt.outbox.answered();
    sendNext(attempt);
    return Optional.empty();
  }
}
