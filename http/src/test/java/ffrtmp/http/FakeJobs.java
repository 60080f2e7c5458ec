package ffrtmp.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** Jobs in memory, with as much of their rules as the edge's answers depend on. */
final class FakeJobs implements Jobs {
  private final AtomicLong ids = new AtomicLong();

  final Map<JobId, JobView> jobs = new LinkedHashMap<>();
  final List<Cause> causes = new ArrayList<>();
  final Map<JobId, String> logs = new LinkedHashMap<>();
  JobFilter lastFilter;
  PauseMode lastMode;
  String lastReason;
  Optional<Refusal> refuseWith = Optional.empty();
  Optional<RuntimeException> failWith = Optional.empty();
  BiFunction<JobId, Long, Source<JobChange, NotUsed>> following = (id, after) -> Source.empty();

  /** How long a number is looked for. */
  Duration findAfter = Duration.ZERO;

  LongFunction<Source<JobChange, NotUsed>> followingAll = after -> Source.empty();

  synchronized void put(JobView job) {
    jobs.put(job.id(), job);
  }

  /** The log as it stands from now on. */
  synchronized void log(JobId id, String text) {
    logs.put(id, text);
  }

  synchronized JobView job(JobId id) {
    return jobs.get(id);
  }

  @Override
  public CompletionStage<JobReply> submit(JobSpec spec, Cause cause) {
    return submit(Samples.id(ids.incrementAndGet()), spec, cause);
  }

  @Override
  public synchronized CompletionStage<JobReply> submit(JobId id, JobSpec spec, Cause cause) {
    causes.add(cause);
    JobView known = jobs.get(id);
    if (failWith.isPresent()) return CompletableFuture.failedFuture(failWith.get());
    if (refuseWith.isPresent()) return refused(refuseWith.get(), null);
    if (known == null) {
      JobView fresh = Samples.job(id, jobs.size() + 1, spec, JobStatus.QUEUED);
      jobs.put(id, fresh);
      return done(new JobReply.Accepted(fresh));
    }
    return known.spec().equals(spec)
        ? done(new JobReply.Existing(known))
        : refused(Refusal.KEY_REUSED, known);
  }

  synchronized int count() {
    return jobs.size();
  }

  @Override
  public synchronized CompletionStage<JobReply> get(JobId id) {
    if (failWith.isPresent()) throw failWith.get();
    return onKnown(id, known -> known);
  }

  @Override
  public synchronized CompletionStage<Optional<JobId>> find(long sequence, String tenant) {
    Optional<JobId> found =
        jobs.values().stream()
            .filter(job -> tenant == null || tenant.equals(job.spec().tenantId()))
            .filter(job -> job.sequenceNumber() == sequence)
            .map(JobView::id)
            .findFirst();
    if (findAfter.isZero()) return done(found);
    return new CompletableFuture<Optional<JobId>>()
        .completeOnTimeout(found, findAfter.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized CompletionStage<JobPage> list(JobFilter filter) {
    lastFilter = filter;
    List<JobView> fitting =
        jobs.values().stream()
            .filter(job -> filter.before() == null || job.sequenceNumber() < filter.before())
            .filter(job -> filter.tenant() == null || filter.tenant().equals(job.spec().tenantId()))
            .filter(job -> filter.statuses().isEmpty() || filter.statuses().contains(job.status()))
            .sorted((a, b) -> Long.compare(b.sequenceNumber(), a.sequenceNumber()))
            .toList();
    List<JobView> page = fitting.stream().limit(filter.limit()).toList();
    Long next = fitting.size() > page.size() ? page.get(page.size() - 1).sequenceNumber() : null;
    return done(new JobPage(page, next));
  }

  @Override
  public synchronized CompletionStage<Integer> waiting(String tenant, int most) {
    return done(
        (int)
            jobs.values().stream()
                .filter(job -> tenant.equals(job.spec().tenantId()))
                .filter(job -> job.status() == JobStatus.QUEUED)
                .limit(most)
                .count());
  }

  @Override
  public synchronized CompletionStage<JobReply> pause(JobId id, PauseMode mode, Cause cause) {
    lastMode = mode;
    return when(id, cause, JobStatus.PROCESSING, JobStatus.PAUSED);
  }

  @Override
  public synchronized CompletionStage<JobReply> resume(JobId id, Cause cause) {
    return when(id, cause, JobStatus.PAUSED, JobStatus.PROCESSING);
  }

  @Override
  public synchronized CompletionStage<JobReply> cancel(JobId id, String reason, Cause cause) {
    lastReason = reason;
    return when(id, cause, JobStatus.PROCESSING, JobStatus.CANCELED);
  }

  @Override
  public synchronized CompletionStage<JobReply> retry(JobId id, Cause cause) {
    return when(id, cause, JobStatus.FAILED, JobStatus.QUEUED);
  }

  @Override
  public synchronized CompletionStage<JobReply> rerank(
      JobId id, Queue queue, Priority priority, Cause cause) {
    JobView known = jobs.get(id);
    if (known == null) return refused(Refusal.UNKNOWN_JOB, null);
    if (known.status() != JobStatus.QUEUED) return refused(Refusal.WRONG_PHASE, known);
    JobSpec spec = known.spec();
    JobSpec ranked =
        spec.ranked(
            queue == null ? spec.queue() : queue, priority == null ? spec.priority() : priority);
    jobs.put(id, Samples.job(id, known.sequenceNumber(), ranked, known.status()));
    return done(new JobReply.Accepted(jobs.get(id)));
  }

  @Override
  public synchronized CompletionStage<Optional<String>> log(JobId id) {
    return done(jobs.containsKey(id) ? Optional.of(logs.getOrDefault(id, "")) : Optional.empty());
  }

  @Override
  public Source<JobChange, NotUsed> follow(JobId id, long revision) {
    return following.apply(id, revision);
  }

  @Override
  public Source<JobChange, NotUsed> followAll(long number) {
    return followingAll.apply(number);
  }

  private CompletionStage<JobReply> when(JobId id, Cause cause, JobStatus from, JobStatus to) {
    causes.add(cause);
    JobView known = jobs.get(id);
    if (known == null) return refused(Refusal.UNKNOWN_JOB, null);
    if (refuseWith.isPresent()) return refused(refuseWith.get(), known);
    if (known.status() != from) return refused(Refusal.WRONG_PHASE, known);
    return onKnown(id, job -> Samples.job(id, job.sequenceNumber(), job.spec(), to));
  }

  private CompletionStage<JobReply> onKnown(
      JobId id, java.util.function.UnaryOperator<JobView> change) {
    JobView known = jobs.get(id);
    if (known == null) return refused(Refusal.UNKNOWN_JOB, null);
    jobs.put(id, change.apply(known));
    return done(new JobReply.Accepted(jobs.get(id)));
  }

  private static CompletionStage<JobReply> refused(Refusal refusal, JobView job) {
    return done(new JobReply.Refused(refusal, "refused: " + refusal, job));
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
