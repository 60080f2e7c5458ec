package ffrtmp.node.worker;

import ffrtmp.node.worker.ffmpeg.ResultLabels;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.node.NodeId;
import java.util.EnumSet;
import java.util.Set;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;

/**
 * Counts what becomes of a worker's attempts. Nothing is told of a single job: what has many values
 * is told of the latest one, or summed by queue and engine. The instruments are made once.
 */
public final class WorkerMeters {
  /** What a job fails of without a fault of the platform. */
  private static final Set<FailureReason> OWN_FAULT =
      EnumSet.of(
          FailureReason.USER_ERROR,
          FailureReason.INPUT_ERROR,
          FailureReason.NETWORK_ERROR,
          FailureReason.CAPABILITY_MISMATCH);

  private final NodeId node;
  private final Counter heartbeats;
  private final Counter taken;
  private final Counter completed;
  private final Counter failed;
  private final Counter canceled;
  private final Counter graceful;
  private final Counter forceful;
  private final Counter compliant;
  private final Counter violations;
  private final Gauge active;
  private final Gauge complianceRate;
  private final Gauge fps;
  private final Gauge speed;
  private final Gauge bitrate;
  private final ResultMeters results;
  private long kept;
  private long broken;

  /**
   * @param encoders those that work on this node
   */
  WorkerMeters(NodeId node, Set<String> encoders) {
    this.node = node;
    heartbeats = counter(Metric.WORKER_HEARTBEATS);
    taken = counter(Metric.WORKER_JOBS);
    completed = counter(Metric.WORKER_JOBS_COMPLETED);
    failed = counter(Metric.WORKER_JOBS_FAILED);
    canceled = counter(Metric.WORKER_JOBS_CANCELED);
    graceful = counter(Metric.WORKER_JOBS_CANCELED_GRACEFUL);
    forceful = counter(Metric.WORKER_JOBS_CANCELED_FORCEFUL);
    compliant = counter(Metric.WORKER_SLA_COMPLIANT);
    violations = counter(Metric.WORKER_SLA_VIOLATION);
    active = gauge(Metric.WORKER_ACTIVE_JOBS);
    complianceRate = gauge(Metric.WORKER_SLA_COMPLIANCE_RATE).update(100);
    fps = gauge(Metric.FFMPEG_FPS);
    speed = gauge(Metric.FFMPEG_SPEED);
    bitrate = gauge(Metric.FFMPEG_BITRATE);
    results = new ResultMeters(node, spec -> ResultLabels.of(spec, encoders));
  }

  private Counter counter(Metric metric) {
    return Kamon.counter(metric.text()).withTag("node_id", node.toString());
  }

  private Gauge gauge(Metric metric) {
    return Kamon.gauge(metric.text()).withTag("node_id", node.toString());
  }

  /** The node that all of this is told of. */
  NodeId node() {
    return node;
  }

  /** Whoever the worker serves has heard it; from any thread. */
  public void heartbeat() {
    heartbeats.increment();
  }

  void taken() {
    taken.increment();
  }

  /** So many attempts run now. */
  void active(int attempts) {
    active.update(attempts);
    if (attempts > 0) return;
    fps.update(0);
    speed.update(0);
    bitrate.update(0);
  }

  void advanced(Progress progress) {
    if (progress.fps() != null) fps.update(progress.fps());
    if (progress.speed() != null) speed.update(progress.speed());
    if (progress.bitrateKbps() != null) bitrate.update(progress.bitrateKbps());
  }

  void ended(JobSpec spec, Ending ending) {
    if (ending instanceof Ending.Succeeded success) succeeded(spec, success.result());
    if (ending instanceof Ending.Failed failure) failed(failure.reason());
    if (ending instanceof Ending.Stopped stopped) {
      canceled.increment();
      (stopped.killed() ? forceful : graceful).increment();
    }
  }

  private void succeeded(JobSpec spec, JobResult result) {
    completed.increment();
    kept();
    results.measured(spec, result);
  }

  private void failed(FailureReason reason) {
    failed.increment();
    if (OWN_FAULT.contains(reason)) {
      kept();
    } else {
      violations.increment();
      broken++;
      rate();
    }
  }

  private void kept() {
    compliant.increment();
    kept++;
    rate();
  }

  private void rate() {
    complianceRate.update(100.0 * kept / (kept + broken));
  }
}
