package ffrtmp.node.scheduler;

import ffrtmp.node.scheduler.core.Outcome;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.metric.BucketCounters;
import ffrtmp.protocol.metric.Metric;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.MeasurementUnit;
import kamon.tag.TagSet;

/**
 * Counts what the scheduler decides, on the control node that has it. Every series stands at 0 on
 * the others. Safe from any thread.
 */
public final class SchedulerMeters {
  private static final double MICROS = 1e6;

  private final Map<Outcome, Counter> decisions = new EnumMap<>(Outcome.class);
  private final Counter success = attempts("success");
  private final Counter error = attempts("error");
  private final Counter noJobs = attempts("no_jobs");
  private final Map<Queue, Latencies> latencies = new EnumMap<>(Queue.class);

  public SchedulerMeters() {
    for (Outcome outcome : Outcome.values()) {
      if (outcome == Outcome.NOTHING_WAITS) continue;
      decisions.put(
          outcome,
          Kamon.counter(Metric.PLACEMENT_DECISIONS.text()).withTag("reason", word(outcome)));
    }
    for (Queue queue : Queue.values()) latencies.put(queue, new Latencies(word(queue)));
  }

  private static Counter attempts(String result) {
    return Kamon.counter(Metric.SCHEDULE_ATTEMPTS.text()).withTag("result", result);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  void decided(Outcome outcome, long times) {
    if (outcome == Outcome.NOTHING_WAITS) noJobs.increment(times);
    else Objects.requireNonNull(decisions.get(outcome)).increment(times);
  }

  void answered(boolean accepted) {
    (accepted ? success : error).increment();
  }

  /** The job found room at once, and was told so. */
  void assignedAtOnce(JobView job) {
    if (job.status() != JobStatus.ASSIGNED) return;
    Duration took = Duration.between(job.queuedAt(), job.lastActivityAt());
    Objects.requireNonNull(latencies.get(job.spec().queue())).record(took);
  }

  /** A histogram of times, kept by Kamon. */
  private static final class Latencies {
    private final BucketCounters counters;

    Latencies(String queue) {
      MeasurementUnit micros = MeasurementUnit.time().microseconds();
      counters =
          new BucketCounters(
              Metric.DISPATCH_LATENCY,
              Map.of("queue", queue),
              (name, tags) -> Kamon.counter(name, micros).withTags(TagSet.from(tags))::increment);
    }

    void record(Duration took) {
      long micros = Math.max(0, took.toNanos() / 1000);
      counters.record(micros / MICROS, micros);
    }
  }
}
