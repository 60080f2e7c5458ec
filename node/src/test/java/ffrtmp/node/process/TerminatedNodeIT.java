package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.worker.StaticFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM in the middle of work. */
final class TerminatedNodeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;

  @Test
  void whatCanFinishInTimeDoesAndTheRestIsHandedBack() throws Exception {
    String quick;
    String slow;
    String late;
    try (SpawnedNode node = start()) {
      ApiClient api = new ApiClient(node.awaitApi(1));
      slow =
          api.submit(
              """
              {"scenario":"1080p60-h264","parameters":{"duration":600,"preset":"veryslow","output":"slow.mp4"},
               "requirements":{"cpu_cores":0.5}}""");
      api.await(slow, "processing", PATIENCE);
      quick =
          api.submit(
              """
              {"engine":"noop","parameters":{"sleep_ms":6500},"requirements":{"cpu_cores":0.1}}""");
      api.await(quick, "processing", PATIENCE);
      String waits =
          api.submit(
              """
              {"engine":"noop","requirements":{"cpu_cores":1000}}""");
      node.signal("TERM");
      Await.until(
          "the node is ending",
          PATIENCE,
          () -> api.get("/jobs/" + waits + "/explain").body().toString().contains("is ending"));
      late =
          api.submit(
              """
              {"engine":"noop","requirements":{"cpu_cores":0.1}}""");
      assertThat(node.awaitEnd(PATIENCE)).as(node.text()).isZero();
      assertThat(node.text()).doesNotContain("timed out").doesNotContain("lease of epoch");
    }
    assertThat(Processes.ffmpegOf(folder)).isEmpty();
    assertThat(films()).isEmpty();
    try (SpawnedNode node = start()) {
      ApiClient api = new ApiClient(node.awaitApi(2));
      JsonNode finished = api.job(quick);
      assertThat(finished.path("status").asText()).as("%s", finished).isEqualTo("completed");
      assertThat(finished.path("attempt").asInt()).isEqualTo(1);
      Await.until("it runs again", PATIENCE, () -> !Processes.ffmpegOf(folder).isEmpty());
      api.await(late, "completed", PATIENCE);
      assertThat(dispatches(api, late)).as("none by the node that was ending").isEqualTo(1);
      assertThat(dispatches(api, slow)).as("one for each life").isEqualTo(2);
      assertThat(api.job(slow).path("retry_count").asInt()).as("no fault of the job").isZero();
    }
  }

  private static long dispatches(ApiClient api, String job) throws Exception {
    return api.history(job).stream().filter("job-dispatched"::equals).count();
  }

  private SpawnedNode start() throws IOException {
    return SpawnedNode.start(
        folder,
        "up",
        Map.of(),
        "up",
        "--port",
        "0",
        "--cluster-port",
        "0",
        "--enable-noop-engine",
        "--max-concurrent-jobs",
        "4",
        "--drain-timeout",
        "8s",
        "--ffmpeg",
        StaticFfmpeg.program().toString());
  }

  private List<Path> films() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/media"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
