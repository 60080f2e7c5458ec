package ffrtmp.node.worker;

import ffrtmp.node.worker.ffmpeg.ResultLabels;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.node.NodeId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;
import kamon.metric.MeasurementUnit;
import kamon.tag.TagSet;
import org.jspecify.annotations.Nullable;

/** Tells what finished jobs measured. One actor's own. */
final class ResultMeters {
  private static final MeasurementUnit MILLIJOULES =
      new MeasurementUnit(
          new MeasurementUnit.Dimension("energy"),
          new MeasurementUnit.Magnitude("millijoules", 0.001));
  private static final double BITS_PER_MEGABYTE = 8 / 1e6;

  private final String node;
  private final Function<JobSpec, ResultLabels> labels;
  private final Counter inputBytes;
  private final Counter outputBytes;
  private final Gauge lastInput;
  private final Gauge lastOutput;
  private final Gauge lastBandwidth;
  private final Gauge lastInputFile;
  private final Counter generated;
  private final Gauge generation;
  private final Counter dropped;

  /** What jobs of a queue and an engine cost, by both. */
  private final Map<Kind, Cost> costs = new HashMap<>();

  private record Kind(Queue queue, Engine engine) {}

  private record Cost(Counter cpu, Counter energy) {}

  ResultMeters(NodeId node, Function<JobSpec, ResultLabels> labels) {
    this.node = node.toString();
    this.labels = labels;
    inputBytes = Kamon.counter(Metric.JOB_INPUT_BYTES.text()).withTags(ofNode());
    outputBytes = Kamon.counter(Metric.JOB_OUTPUT_BYTES.text()).withTags(ofNode());
    lastInput = gauge(Metric.JOB_LAST_INPUT_BYTES, ofNode());
    lastOutput = gauge(Metric.JOB_LAST_OUTPUT_BYTES, ofNode());
    lastBandwidth = gauge(Metric.JOB_LAST_BANDWIDTH, ofNode());
    lastInputFile = gauge(Metric.WORKER_INPUT_FILE_SIZE, ofNode());
    generated = Kamon.counter(Metric.WORKER_INPUTS_GENERATED.text()).withTags(ofNode());
    generation = gauge(Metric.WORKER_INPUT_GENERATION_DURATION, ofNode());
    dropped = Kamon.counter(Metric.FFMPEG_DROPPED_FRAMES.text()).withTags(ofNode());
    for (Queue queue : Queue.values()) {
      for (Engine engine : Engine.values()) {
        Kind kind = new Kind(queue, engine);
        costs.put(kind, new Cost(cpu(of(kind)), energy(of(kind))));
      }
    }
  }

  private static Counter cpu(TagSet tags) {
    MeasurementUnit millis = MeasurementUnit.time().milliseconds();
    return Kamon.counter(Metric.JOB_CPU_SECONDS.text(), millis).withTags(tags);
  }

  private static Counter energy(TagSet tags) {
    return Kamon.counter(Metric.JOB_ENERGY.text(), MILLIJOULES).withTags(tags);
  }

  private static Gauge gauge(Metric metric, TagSet tags) {
    return Kamon.gauge(metric.text()).withTags(tags);
  }

  private TagSet ofNode() {
    return TagSet.of("node_id", node);
  }

  private TagSet of(Kind kind) {
    return TagSet.builder()
        .add("node_id", node)
        .add("queue", word(kind.queue()))
        .add("engine", word(kind.engine()))
        .build();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A job has succeeded; what could not be measured leaves what it would change as it is. */
  void measured(JobSpec spec, JobResult result) {
    bytes(result);
    cost(new Kind(spec.queue(), spec.engine()), result);
    scores(labels.apply(spec), result);
    Double lost = result.metrics().get("dropped_frames");
    if (lost != null) dropped.increment(Math.max(0, lost.longValue()));
    if (spec.engine() != Engine.NOOP && spec.parameters().input() == null) {
      generated.increment();
      set(generation, result.processingTimeSeconds());
    }
  }

  private void bytes(JobResult result) {
    Long in = result.inputBytes();
    Long out = result.outputBytes();
    if (in != null) {
      inputBytes.increment(in);
      lastInput.update((double) in);
      lastInputFile.update((double) in);
    }
    if (out != null) {
      outputBytes.increment(out);
      lastOutput.update((double) out);
    }
    Double seconds = result.processingTimeSeconds();
    if (seconds != null && seconds > 0 && (in != null || out != null)) {
      long moved = (in == null ? 0 : in) + (out == null ? 0 : out);
      lastBandwidth.update(moved * BITS_PER_MEGABYTE / seconds);
    }
  }

  private void cost(Kind kind, JobResult result) {
    Cost cost = Objects.requireNonNull(costs.get(kind));
    if (result.cpuSeconds() != null) cost.cpu().increment(thousandths(result.cpuSeconds()));
    if (result.energyJoules() != null) cost.energy().increment(thousandths(result.energyJoules()));
    if (result.peakMemoryBytes() != null) {
      gauge(Metric.JOB_PEAK_MEMORY, of(kind)).update((double) result.peakMemoryBytes());
    }
  }

  private static long thousandths(double value) {
    return Math.max(0, Math.round(value * 1000));
  }

  private void scores(ResultLabels of, JobResult result) {
    score(Metric.QOE_VMAF, of, result.vmafScore());
    score(Metric.QOE_PSNR, of, result.psnrDb());
    score(Metric.QOE_SSIM, of, result.ssim());
    score(Metric.QOE_EFFICIENCY, of, result.efficiencyScore());
    score(Metric.QOE_QUALITY_PER_WATT, of, perWatt(result));
  }

  private static @Nullable Double perWatt(JobResult result) {
    Double quality = result.qoeScore();
    Double joules = result.energyJoules();
    Double seconds = result.processingTimeSeconds();
    if (quality == null || joules == null || seconds == null || joules <= 0) return null;
    return quality / (joules / seconds);
  }

  private static void score(Metric metric, ResultLabels of, @Nullable Double value) {
    if (value == null) return;
    TagSet tags =
        TagSet.builder().add("scenario", of.scenario()).add("encoder", of.encoder()).build();
    gauge(metric, tags).update(value);
  }

  private static void set(Gauge gauge, @Nullable Double value) {
    if (value != null) gauge.update(value);
  }
}
