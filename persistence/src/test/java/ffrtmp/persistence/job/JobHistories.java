package ffrtmp.persistence.job;

import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.OTHER_NODE;

import ffrtmp.persistence.Samples;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Commands at random, as a worker, a scheduler and impatient people would send them. */
final class JobHistories {
  private final Random random;

  JobHistories(long seed) {
    this.random = new Random(seed);
  }

  /** Any command, of any attempt near {@code attempts}. */
  JobCommand any(int attempts) {
    int attempt = Math.max(1, attempts - 1 + random.nextInt(3));
    var node = random.nextInt(4) == 0 ? OTHER_NODE : NODE;
    var nobody = JobGiven.NOBODY;
    var cause = new Cause("ada", "request-" + random.nextInt(20));
    List<Supplier<JobCommand>> choices =
        List.of(
            () -> new JobCommand.Submit(Samples.spec(), cause, nobody),
            () -> new JobCommand.Get(nobody),
            () -> new JobCommand.Follow(nobody),
            () -> new JobCommand.Dispatch(attempts + 1, node, "n", 1, nobody),
            () -> new JobCommand.Dispatch(attempt, node, "n", 1, nobody),
            () -> new JobCommand.Report(attempt, node, report(), nobody),
            () -> new JobCommand.Report(attempts, node, report(), nobody),
            () -> new JobCommand.Report(attempts, node, report(), nobody),
            () -> new JobCommand.AttemptLost(attempt, node, random.nextInt(3), "lost", nobody),
            () -> new JobCommand.Resurfaced(node, "n", nobody),
            () -> new JobCommand.Unplaceable("nowhere", nobody),
            () -> new JobCommand.Placeable(nobody),
            () -> new JobCommand.GiveUp("nowhere", nobody),
            () -> new JobCommand.Pause(oneOf(PauseMode.values()), cause, nobody),
            () -> new JobCommand.Resume(cause, nobody),
            () -> new JobCommand.Cancel("enough", cause, nobody),
            () -> new JobCommand.Retry(cause, nobody),
            () ->
                new JobCommand.Rerank(
                    oneOf(Queue.values()), oneOf(Priority.values()), cause, nobody));
    return choices.get(random.nextInt(choices.size())).get();
  }

  private WorkerReport report() {
    return switch (random.nextInt(6)) {
      case 0 -> new WorkerReport.Started();
      case 1 -> JobGiven.progressReport(random.nextDouble() * 100);
      case 2 -> JobGiven.finishedReport();
      case 3 -> JobGiven.failedReport(oneOf(FailureReason.values()));
      case 4 -> new WorkerReport.Stopped("stopped");
      default -> new WorkerReport.NoRoom("full");
    };
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
