package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.worker.StaticFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An ffmpeg that crashes and one that hangs. A script stands in for both: it is the real ffmpeg
 * unless the output's name says otherwise.
 */
final class BrokenFfmpegIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir static Path folder;

  private static SpawnedNode node;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    Path script = folder.resolve("stand-in");
    Files.writeString(
        script,
        """
        #!/bin/sh
        case "$*" in
          *crash*.part*) echo "about to crash" >&2; kill -SEGV $$ ;;
          *hang*.part*) sleep 600 & wait ;;
          *) exec "%s" "$@" ;;
        esac
        """
            .formatted(StaticFfmpeg.program()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    node =
        SpawnedNode.start(
            folder,
            "up",
            Map.of("FFRTMP_WORKER_STALL", "2s"),
            "up",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--max-concurrent-jobs",
            "2",
            "--ffmpeg",
            script.toString());
    api = new ApiClient(node.awaitApi(1));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void anFfmpegThatCrashesIsTriedAgainLaterAndThenTheJobFails() throws Exception {
    JsonNode job = end("crash");
    assertThat(job.path("failure_reason").asText()).isEqualTo("runtime_error");
    assertThat(job.path("error").asText()).contains("signal 11").contains("about to crash");
    assertThat(secondsBetweenAttempts(job))
        .as("it waited before the second")
        .isGreaterThanOrEqualTo(1);
  }

  @Test
  void anFfmpegThatHangsIsEndedWithItsChildrenAndThenTheJobFails() throws Exception {
    JsonNode job = end("hang");
    assertThat(job.path("failure_reason").asText()).isEqualTo("timeout");
    assertThat(job.path("error").asText()).isEqualTo("no progress for 2 s");
    assertThat(Processes.naming(".ffrtmp-" + job.path("id").asText())).isEmpty();
    assertThat(Processes.naming("sleep\0600")).as("its child").isEmpty();
  }

  private static JsonNode end(String output) throws Exception {
    String id =
        api.submit(
            """
            {"max_retries":1,"parameters":{"duration":1,"output":"%s/x.mp4"}}"""
                .formatted(output));
    JsonNode job = api.awaitEnd(id, PATIENCE);
    assertThat(job.path("status").asText()).as("%s", job).isEqualTo("failed");
    assertThat(job.path("attempt").asInt()).as("%s", job).isEqualTo(2);
    assertThat(job.path("retry_count").asInt()).isEqualTo(1);
    assertThat(api.history(id)).containsOnlyOnce("job-attempt-failed", "job-failed");
    assertThat(folder.resolve("data/media").resolve(output)).isEmptyDirectory();
    return job;
  }

  /** From the first attempt's failure to the second's dispatch. */
  private static double secondsBetweenAttempts(JsonNode job) {
    Instant queued = null;
    Instant assigned = null;
    for (JsonNode step : job.path("state_transitions")) {
      Instant at = Instant.parse(step.path("timestamp").asText());
      String to = step.path("to").asText();
      if (to.equals("queued") || to.equals("pending")) queued = at;
      if (to.equals("assigned")) assigned = at;
    }
    assertThat(queued).as("%s", job).isNotNull();
    assertThat(assigned).as("%s", job).isNotNull();
    return Duration.between(queued, assigned).toMillis() / 1000.0;
  }
}
