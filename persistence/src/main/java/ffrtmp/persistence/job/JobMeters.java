package ffrtmp.persistence.job;

import ffrtmp.persistence.journal.JournalMeter;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Transition;
import ffrtmp.protocol.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kamon.Kamon;
import kamon.metric.Counter;

/**
 * Counts what happens to jobs, once for each event that this process has persisted. The instruments
 * are made once, a series for each value of each label, so that all are there from the start.
 */
public final class JobMeters {
  private static final String REQUEUED = "requeued";
  private static final String BY_HAND = "by_hand";

  private static final Map<FailureReason, Counter> FAILED =
      each(FailureReason.values(), reason -> counter(Metric.JOBS_FAILED, reason));
  private static final Map<FailureReason, Counter> RETRIED =
      each(FailureReason.values(), reason -> counter(Metric.JOB_RETRIES, reason));
  private static final Counter RETRIED_REQUEUED = counter(Metric.JOB_RETRIES, REQUEUED);
  private static final Counter RETRIED_BY_HAND = counter(Metric.JOB_RETRIES, BY_HAND);
  private static final Map<Engine, Counter> ACCEPTED =
      each(Engine.values(), engine -> counter(Metric.JOBS_BY_ENGINE, engine));
  private static final Map<Engine, Counter> COMPLETED =
      each(Engine.values(), engine -> counter(Metric.JOBS_COMPLETED_BY_ENGINE, engine));
  private static final Map<Queue, Durations> WAITS =
      each(Queue.values(), queue -> Durations.of(Metric.JOB_WAIT_TIME, "queue", word(queue)));
  private static final Map<Queue, Durations> RUNS =
      each(Queue.values(), queue -> Durations.of(Metric.JOB_DURATION, "queue", word(queue)));
  private static final Durations ALL_RUNS = Durations.of(Metric.MASTER_JOB_DURATION);

  private JobMeters() {}

  /** Has every series stand at 0: loading these classes makes the instruments. */
  public static void open() {
    JournalMeter.open();
  }

  static void persisted(JobEvent event, JobState.Known after) {
    JournalMeter.JOB.persisted();
    if (event instanceof JobEvent.Submitted e) count(ACCEPTED, e.spec().engine());
    if (event instanceof JobEvent.Dispatched e) waited(after, e.at());
    if (event instanceof JobEvent.AttemptFailed e) count(RETRIED, e.reason());
    if (event instanceof JobEvent.Requeued) RETRIED_REQUEUED.increment();
    if (event instanceof JobEvent.Retried) RETRIED_BY_HAND.increment();
    if (event instanceof JobEvent.Failed e) {
      count(FAILED, e.reason());
      ran(after, e.at());
    }
    if (event instanceof JobEvent.Finished e) {
      count(COMPLETED, after.life().spec().engine());
      ran(after, e.at());
    }
  }

  /** What a job waits because it asked for a later time is its own wish. */
  private static void waited(JobState.Known job, Instant until) {
    Life life = job.life();
    Instant since = life.times().queued();
    Instant wished = life.spec().notBefore();
    if (wished != null && wished.isAfter(since)) since = wished;
    find(WAITS, life.rank().queue()).record(Duration.between(since, until));
  }

  /** An attempt that was done before it said that it began has run since its assignment. */
  private static void ran(JobState.Known job, Instant until) {
    Life life = job.life();
    Instant started = life.times().started();
    Optional<Instant> since = started == null ? assigned(life) : Optional.of(started);
    since.ifPresent(
        from -> {
          Duration ran = Duration.between(from, until);
          find(RUNS, life.rank().queue()).record(ran);
          ALL_RUNS.record(ran);
        });
  }

  private static Optional<Instant> assigned(Life life) {
    return life.trail().shown().stream()
        .filter(step -> step.to() == JobStatus.ASSIGNED)
        .reduce((earlier, later) -> later)
        .map(Transition::timestamp);
  }

  private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
    find(counters, key).increment();
  }

  private static <K, V> V find(Map<K, V> all, K key) {
    return Objects.requireNonNull(all.get(key));
  }

  private static <K extends Enum<K>, V> Map<K, V> each(K[] values, Function<K, V> instrument) {
    return Arrays.stream(values)
        .collect(Collectors.toUnmodifiableMap(Function.identity(), instrument));
  }

  private static Counter counter(Metric metric, Enum<?> value) {
    return counter(metric, word(value));
  }

  private static Counter counter(Metric metric, String value) {
    return Kamon.counter(metric.text()).withTag(metric.labels().get(0), value);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
