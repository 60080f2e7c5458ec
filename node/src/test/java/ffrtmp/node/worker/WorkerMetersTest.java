package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.ffmpeg.ResultLabels;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.node.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;
import kamon.tag.TagSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each test has a node of its own, since the process has one Kamon. */
final class WorkerMetersTest {
  private static final Set<String> ENCODERS = Set.of("libx264", "libx265");

  private final NodeId node = new NodeId(UUID.randomUUID());
  private final WorkerMeters meters = new WorkerMeters(node, ENCODERS);

  @Test
  void anAttemptThatHadToBeKilledIsToldFromOneThatEndedWhenAsked() {
    meters.ended(spec(null), new Ending.Stopped("told to"));
    meters.ended(spec(null), new Ending.Stopped("told to", true));
    meters.ended(spec(null), new Ending.Stopped("told to", true));

    assertThat(count(Metric.WORKER_JOBS_CANCELED)).isEqualTo(3);
    assertThat(count(Metric.WORKER_JOBS_CANCELED_GRACEFUL)).isEqualTo(1);
    assertThat(count(Metric.WORKER_JOBS_CANCELED_FORCEFUL)).isEqualTo(2);
  }

  @Test
  void whatIsTheJobsOwnFaultBreaksNoPromise() {
    for (FailureReason reason : FailureReason.values()) {
      meters.ended(spec(null), new Ending.Failed(reason, "no", null));
    }

    assertThat(count(Metric.WORKER_JOBS_FAILED)).isEqualTo(8);
    assertThat(count(Metric.WORKER_SLA_COMPLIANT)).isEqualTo(4);
    assertThat(count(Metric.WORKER_SLA_VIOLATION)).isEqualTo(4);
    assertThat(gauge(Metric.WORKER_SLA_COMPLIANCE_RATE)).isEqualTo(50);
  }

  @Test
  void whatAJobMeasuredIsAddedToItsQueueAndEngine() {
    meters.ended(spec(null), succeeded());
    meters.ended(spec(null), succeeded());

    TagSet kind =
        TagSet.builder()
            .add("node_id", node.toString())
            .add("queue", "live")
            .add("engine", "ffmpeg")
            .build();
    assertThat(count(Metric.JOB_CPU_SECONDS, kind)).as("milliseconds").isEqualTo(3000);
    assertThat(count(Metric.JOB_ENERGY, kind)).as("millijoules").isEqualTo(80_000);
    assertThat(count(Metric.JOB_INPUT_BYTES)).isEqualTo(2_000_000);
    assertThat(count(Metric.JOB_OUTPUT_BYTES)).isEqualTo(1_000_000);
    assertThat(gauge(Metric.JOB_LAST_BANDWIDTH)).as("12 Mbit in 2 s").isEqualTo(6);
    assertThat(count(Metric.WORKER_INPUTS_GENERATED)).isEqualTo(2);
  }

  @Test
  void scenariosAndEncodersComeFromListsWithAnEnd() {
    assertThat(ResultLabels.of(spec("1080p30-h265"), ENCODERS))
        .isEqualTo(new ResultLabels("1080p30-hevc", "libx265"));
    assertThat(ResultLabels.of(spec("4K60-hevc"), ENCODERS).scenario()).isEqualTo("2160p60-hevc");
    for (String strange : List.of("1081p30-h264", "1080p31-h264", "what ever", "")) {
      assertThat(ResultLabels.of(spec(strange), ENCODERS))
          .isEqualTo(new ResultLabels("other", "libx264"));
    }
    assertThat(ResultLabels.of(spec(null), Set.of())).isEqualTo(new ResultLabels("none", "other"));
  }

  private long count(Metric metric) {
    return count(metric, TagSet.of("node_id", node.toString()));
  }

  private static long count(Metric metric, TagSet tags) {
    Counter counter = Kamon.counter(metric.text()).withTags(tags);
    return ((Counter.LongAdder) counter).snapshot(false);
  }

  private double gauge(Metric metric) {
    Gauge gauge = Kamon.gauge(metric.text()).withTag("node_id", node.toString());
    return ((Gauge.Volatile) gauge).snapshot(false);
  }

  private static Ending succeeded() {
    return new Ending.Succeeded(
        new JobResult(
            null,
            null,
            40.0,
            null,
            null,
            null,
            500_000L,
            1_000_000L,
            null,
            null,
            2.0,
            1.5,
            null,
            null,
            Map.of()),
        null,
        Output.NONE);
  }

  private static JobSpec spec(@Nullable String scenario) {
    return new JobSpec(
        null,
        scenario,
        null,
        Engine.FFMPEG,
        null,
        Queue.LIVE,
        Priority.HIGH,
        TranscodeParameters.NONE,
        Requirements.DEFAULT,
        0,
        null,
        null,
        List.of());
  }
}
