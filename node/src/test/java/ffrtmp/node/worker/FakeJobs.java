package ffrtmp.node.worker;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Jobs that accept every report, unless they are told otherwise, and remember what they heard. */
final class FakeJobs implements JobPort {
  record Heard(JobId job, int attempt, WorkerReport report) {}

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private volatile Function<Heard, CompletionStage<JobReply>> answer = FakeJobs::accept;

  @Override
  public CompletionStage<ReportAnswer> report(JobId job, int attempt, WorkerReport report) {
    Heard now = new Heard(job, attempt, report);
    heard.add(now);
    return answer.apply(now).thenApply(reply -> ReportAnswer.of(reply, attempt));
  }

  void answering(Function<Heard, CompletionStage<JobReply>> newAnswer) {
    answer = newAnswer;
  }

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  <T extends WorkerReport> List<T> heard(Class<T> type) {
    return heard.stream().map(Heard::report).filter(type::isInstance).map(type::cast).toList();
  }

  static CompletionStage<JobReply> accept(Heard heard) {
    WorkerReport report = heard.report();
    JobStatus status =
        report instanceof WorkerReport.Finished
            ? JobStatus.COMPLETED
            : report instanceof WorkerReport.Failed ? JobStatus.FAILED : JobStatus.PROCESSING;
    return CompletableFuture.completedFuture(
        new JobReply.Accepted(view(heard.job(), heard.attempt(), status)));
  }

  static JobView view(JobId id, int attempt, JobStatus status) {
    JobSpec spec = Specs.noop(0);
    return new JobView(
        id,
        1,
        1,
        spec,
        status,
        0,
        null,
        new NodeId(new UUID(0, 1)),
        "node",
        attempt,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        Instant.EPOCH,
        null,
        0,
        null,
        null,
        null,
        null,
        List.of(),
        null);
  }
}
