package ffrtmp.node.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.json.JobJson;
import ffrtmp.http.json.Json;
import ffrtmp.node.worker.Specs;
import ffrtmp.protocol.job.Classification;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.node.NodeId;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A job that the server writes is the job that the worker reads. */
class WireTest {
  @Test
  void everyMemberOfAJobArrives() throws IOException {
    JobSpec spec = spec(everyParameter(), requirements());
    assertThat(Wire.spec(overTheWire(spec))).isEqualTo(spec);
  }

  @Test
  void whatAJobLeavesOutStaysOut() throws IOException {
    JobSpec spec = Specs.noop(0);
    assertThat(Wire.spec(overTheWire(spec))).isEqualTo(spec);
  }

  @Test
  void aMemberThatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> Wire.spec(Wire.object().put("engine", "abacus")))
        .hasMessage("its engine is not understood");
    assertThatThrownBy(() -> Wire.spec(Wire.object().put("timeout_seconds", "soon")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAttemptWithoutANumberIsNone() {
    assertThatThrownBy(() -> Wire.held(Wire.object().put("id", new UUID(1, 1).toString()), "id"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Wire.held(Wire.object().put("id", "x").put("attempt", 1), "id"))
        .isInstanceOf(IOException.class);
  }

  private static JsonNode overTheWire(JobSpec spec) throws IOException {
    return Wire.JSON.readTree(Json.bytes(JobJson.of(view(spec))));
  }

  private static Requirements requirements() {
    return new Requirements(
        1_500, 1L << 30, 2, "T4", Set.of("h264", "libx264"), Map.of("site", "north"));
  }

  private static JobSpec spec(TranscodeParameters parameters, Requirements requirements) {
    return new JobSpec(
        "tenant",
        "1080p30-h264",
        "high",
        Engine.FFMPEG,
        Classification.TEST,
        Queue.LIVE,
        Priority.HIGH,
        parameters,
        requirements,
        5,
        Duration.ofMillis(90_500),
        Instant.parse("2026-01-01T00:00:00Z"),
        List.of());
  }

  /** One value for each, so that a new parameter that is not carried over fails here. */
  private static TranscodeParameters everyParameter() {
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            "1000k",
            Integer.class,
            7,
            Long.class,
            8L,
            Double.class,
            2.5,
            Boolean.class,
            true,
            OutputMode.class,
            OutputMode.HLS,
            FailureReason.class,
            FailureReason.TIMEOUT,
            List.class,
            List.of(new Rendition("720p", "1M", null, null, 20, "96k")));
    RecordComponent[] components = TranscodeParameters.class.getRecordComponents();
    // the key of a stream is masked for every eye but the worker's; the hand-out alone has it
    return Specs.parameters(
        Arrays.stream(components)
            .filter(component -> !component.getName().equals("streamKey"))
            .collect(
                Collectors.toMap(RecordComponent::getName, each -> values.get(each.getType()))));
  }

  private static JobView view(JobSpec spec) {
    return new JobView(
        new JobId(new UUID(1, 2)),
        1,
        1,
        spec,
        JobStatus.PROCESSING,
        0,
        null,
        new NodeId(new UUID(0, 1)),
        "node",
        1,
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
