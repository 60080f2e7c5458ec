package ffrtmp.node.wiring;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import ffrtmp.persistence.job.Intake;
import ffrtmp.persistence.read.ReadTables;
import ffrtmp.persistence.read.Replay;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.port.JobChange;
import ffrtmp.protocol.port.JobFilter;
import ffrtmp.protocol.port.JobPage;
import ffrtmp.protocol.port.Jobs;
import ffrtmp.protocol.port.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The jobs as the cluster has them: one job by its actor, many by the read tables. */
final class ShardedJobs implements Jobs {
  private static final int FIND_TRIES = 10;
  private static final Duration FIND_PAUSE = Duration.ofMillis(100);
  private static final String CANNOT_PAUSE =
      "The job runs on an agent that cannot pause; it can be canceled.";

  private final ActorSystem<?> system;
  private final Shards shards;
  private final ReadTables tables;
  private final Replay replay;
  private final LiveJob live;
  private final ChangeFeed changes;
  private final WorkerLogs logs;
  private final Workers workers;
  private final Supplier<JobId> ids;
  private final ActorRef<Intake.Command> intake;

  ShardedJobs(
      ActorSystem<?> system,
      Shards shards,
      ReadTables tables,
      Replay replay,
      LiveJob live,
      ChangeFeed changes,
      WorkerLogs logs,
      Workers workers,
      Supplier<JobId> ids,
      ActorRef<Intake.Command> intake) {
    this.system = system;
    this.shards = shards;
    this.tables = tables;
    this.replay = replay;
    this.live = live;
    this.changes = changes;
    this.logs = logs;
    this.workers = workers;
    this.ids = ids;
    this.intake = intake;
  }

  @Override
  public CompletionStage<JobReply> submit(JobSpec spec, Cause cause) {
    CompletableFuture<JobReply> answer = new CompletableFuture<>();
    intake.tell(new Intake.Take(ids.get(), spec, cause, answer));
    return answer;
  }

  @Override
  public CompletionStage<JobReply> submit(JobId id, JobSpec spec, Cause cause) {
    return shards.ask(id, to -> new JobCommand.Submit(spec, cause, to));
  }

  @Override
  public CompletionStage<JobReply> get(JobId id) {
    return shards.ask(id, JobCommand.Get::new);
  }

  @Override
  public CompletionStage<Optional<JobId>> find(long sequence, @Nullable String tenant) {
    return find(sequence, tenant, FIND_TRIES);
  }

  /** A number just given may not be in the tables yet. */
  private CompletionStage<Optional<JobId>> find(long sequence, @Nullable String tenant, int tries) {
    return tables
        .find(sequence, tenant)
        .thenCompose(
            found ->
                found.isPresent() || tries <= 1
                    ? CompletableFuture.completedStage(found)
                    : Patterns.after(
                        FIND_PAUSE,
                        system.classicSystem(),
                        () -> find(sequence, tenant, tries - 1)));
  }

  @Override
  public CompletionStage<JobPage> list(JobFilter filter) {
    return tables.list(filter);
  }

  @Override
  public CompletionStage<Integer> waiting(String tenant, int most) {
    return tables.waiting(tenant, most);
  }

  @Override
  public CompletionStage<JobReply> pause(JobId id, PauseMode mode, Cause cause) {
    return get(id)
        .thenCompose(
            reply -> {
              JobView job = reply instanceof JobReply.Accepted known ? known.job() : null;
              return job == null || job.nodeId() == null || job.completedAt() != null
                  ? CompletableFuture.completedStage(true)
                  : workers.canPause(job.nodeId());
            })
        .thenCompose(
            can -> {
              if (can) return shards.ask(id, to -> new JobCommand.Pause(mode, cause, to));
              return CompletableFuture.completedStage(
                  new JobReply.Refused(Refusal.UNSUPPORTED, CANNOT_PAUSE, null));
            });
  }

  @Override
  public CompletionStage<JobReply> resume(JobId id, Cause cause) {
    return shards.ask(id, to -> new JobCommand.Resume(cause, to));
  }

  @Override
  public CompletionStage<JobReply> cancel(JobId id, @Nullable String reason, Cause cause) {
    return shards.ask(id, to -> new JobCommand.Cancel(reason, cause, to));
  }

  @Override
  public CompletionStage<JobReply> retry(JobId id, Cause cause) {
    return shards.ask(id, to -> new JobCommand.Retry(cause, to));
  }

  @Override
  public CompletionStage<JobReply> rerank(
      JobId id, @Nullable Queue queue, @Nullable Priority priority, Cause cause) {
    return shards.ask(id, to -> new JobCommand.Rerank(queue, priority, cause, to));
  }

  @Override
  public CompletionStage<Optional<String>> log(JobId id) {
    return get(id)
        .thenCompose(
            reply ->
                reply instanceof JobReply.Accepted accepted
                    ? log(accepted.job()).thenApply(Optional::of)
                    : CompletableFuture.completedStage(Optional.empty()));
  }

  private CompletionStage<String> log(JobView job) {
    boolean runs = job.status() == JobStatus.PROCESSING || job.status() == JobStatus.PAUSED;
    if (runs && job.nodeId() != null) return logs.ask(job.nodeId(), job.id());
    return replay.log(job.id()).thenApply(text -> text.orElse(""));
  }

  @Override
  public Source<JobChange, NotUsed> follow(JobId id, long revision) {
    return live.follow(id, revision);
  }

  @Override
  public Source<JobChange, NotUsed> followAll(long number) {
    return changes.follow(number);
  }
}
