package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.worker.StaticFfmpeg;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job for an encoder that this machine has not: it says so, and waits or fails as it was told.
 */
final class UnplaceableIT {
  private static final String JOB =
      "{\"engine\":\"ffmpeg\",\"parameters\":{\"codec\":\"h264_nvenc\",\"duration\":1}}";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void theWaitingJobSaysThatNoNodeCouldRunItAndSaysItOnceAlsoAfterARestart() throws Exception {
    String id;
    try (SpawnedNode node = start("wait")) {
      ApiClient api = new ApiClient(node.awaitApi(1));
      id = api.submit(JOB);
      awaitMismatch(api, id);
      checkWaiting(api, id);
      assertThat(node.terminate(PATIENCE)).isZero();
    }
    try (SpawnedNode node = start("wait")) {
      ApiClient api = new ApiClient(node.awaitApi(2));
      checkWaiting(api, id);
      String later = api.submit(JOB);
      awaitMismatch(api, later);
      assertThat(types(api, id)).containsExactly("job-submitted", "job-unplaceable");
    }
  }

  @Test
  void whereUnplaceableJobsFailItFailsForThatReason() throws Exception {
    try (SpawnedNode node = start("fail")) {
      ApiClient api = new ApiClient(node.awaitApi(1));
      String id = api.submit(JOB);
      Await.until("the job failed", PATIENCE, () -> api.status(id).equals("failed"));
      JsonNode job = api.job(id);
      assertThat(job.path("failure_reason").asText()).isEqualTo("capability_mismatch");
      assertThat(job.path("error").asText()).contains("h264_nvenc");
      assertThat(types(api, id)).containsExactly("job-submitted", "job-failed");
    }
  }

  private static void checkWaiting(ApiClient api, String id) throws Exception {
    JsonNode job = api.job(id);
    assertThat(job.path("status").asText()).isEqualTo("queued");
    assertThat(job.path("failure_reason").asText()).isEqualTo("capability_mismatch");
    assertThat(job.path("error").asText()).contains("h264_nvenc");
    assertThat(job.at("/state_transitions/0/from").asText()).isEqualTo("pending");
    assertThat(job.at("/state_transitions/0/to").asText()).isEqualTo("queued");
    Await.until(
        "the scheduler explains it",
        PATIENCE,
        () -> {
          JsonNode explained = api.get("/jobs/" + id + "/explain").body();
          return explained.toString().contains("capability_mismatch")
              && explained.toString().contains("capability h264_nvenc");
        });
    Await.until(
        "the lists show it",
        PATIENCE,
        () ->
            api.allJobs().stream()
                .anyMatch(
                    listed ->
                        listed.path("id").asText().equals(id)
                            && listed.path("failure_reason").equals(job.path("failure_reason"))
                            && listed.path("error").equals(job.path("error"))));
  }

  private static void awaitMismatch(ApiClient api, String id) throws Exception {
    Await.until("the job says why it waits", PATIENCE, () -> api.job(id).has("failure_reason"));
  }

  private static List<String> types(ApiClient api, String id) throws Exception {
    List<String> types = new ArrayList<>();
    JsonNode history = api.get("/jobs/" + id + "/history").body();
    history.path("events").forEach(event -> types.add(event.path("type").asText()));
    return types;
  }

  private SpawnedNode start(String unplaceable) throws Exception {
    // The grace of ten seconds is for fleets that start; this one has a single node.
    return SpawnedNode.start(
        folder,
        "up",
        Map.of("JAVA_TOOL_OPTIONS", "-Dffrtmp.scheduler.unplaceable-grace=500ms"),
        "up",
        "--db",
        "data/x",
        "--port",
        "0",
        "--cluster-port",
        "0",
        "--unplaceable",
        unplaceable,
        "--ffmpeg",
        StaticFfmpeg.program().toString());
  }
}
