package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.worker.StaticFfmpeg;
import ffrtmp.node.worker.process.ProcStat;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is frozen past its lease, and then wakes and believes that it holds its jobs. */
final class FrozenWorkerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TAKEN_BACK_WITHIN = Duration.ofSeconds(15);

  @TempDir Path folder;

  private int clusterPort;
  private ApiClient api;

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      clusterPort = free.getLocalPort();
    }
  }

  @Test
  void itsJobsRunElsewhereOnceAndNothingOfItIsCommitted() throws Exception {
    try (SpawnedNode server =
            SpawnedNode.start(
                folder,
                "server",
                Map.of(),
                "server",
                "--port",
                "0",
                "--cluster-port",
                String.valueOf(clusterPort),
                "--enable-noop-engine");
        SpawnedNode frozen = worker("frozen", RealTimeFfmpeg.in(folder));
        SpawnedNode other = worker("other", StaticFfmpeg.program())) {
      api = new ApiClient(server.awaitApi(1));
      Await.until("both are there", PATIENCE, () -> nodes().size() == 2);
      api.command("/nodes/" + nodeId("other") + "/drain");
      String encode = submitTo("frozen", ENCODE);
      Await.until("it encodes", PATIENCE, () -> api.job(encode).path("progress").asInt() > 0);
      ProcStat process = Processes.naming(".ffrtmp-" + encode + "-1").orElseThrow();
      String sleep = submitTo("frozen", SLEEP);
      String canceled = submitTo("frozen", SLEEP);

      frozen.signal("STOP");
      api.command("/jobs/" + canceled + "/cancel");
      api.command("/nodes/" + nodeId("other") + "/resume");
      Await.until("the other has them", TAKEN_BACK_WITHIN, () -> runsOn("other", encode, sleep));
      assertThat(api.job(encode).path("attempt").asInt()).isEqualTo(2);

      assertThat(Processes.group(process.group()))
          .as("its ffmpeg, which nobody ends yet")
          .isNotEmpty();
      frozen.signal("CONT");
      Await.until(
          "its ffmpeg is dead",
          Duration.ofSeconds(6),
          () -> Processes.group(process.group()).isEmpty());
      Await.until(
          "it is back",
          PATIENCE,
          () -> nodeNamed("frozen").path("status").asText().equals("available"));
      for (String id : List.of(encode, sleep)) {
        JsonNode job = api.awaitEnd(id, PATIENCE);
        assertThat(job.path("status").asText()).as("%s", job).isEqualTo("completed");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
        assertThat(job.path("retry_count").asInt()).as("no fault of the job").isZero();
        assertThat(api.history(id)).filteredOn("job-finished"::equals).hasSize(1);
      }
      assertThat(api.status(canceled)).isEqualTo("canceled");
      assertThat(api.history(canceled)).endsWith("job-canceled").doesNotContain("job-finished");
      Await.until("one output", PATIENCE, () -> files().equals(List.of("frozen.mp4")));
      assertThat(Processes.ffmpegOf(folder)).isEmpty();
      assertThat(other.terminate(PATIENCE)).isZero();
      assertThat(frozen.terminate(PATIENCE)).isZero();
    }
  }

  private static final String ENCODE =
      """
      {"scenario":"240p30-h264","parameters":{"duration":60,"preset":"ultrafast","output":"frozen.mp4"}}""";
  private static final String SLEEP =
      """
      {"engine":"noop","parameters":{"sleep_ms":5000},"requirements":{"cpu_cores":0.1}}""";

  private SpawnedNode worker(String name, Path ffmpeg) throws IOException {
    return SpawnedNode.start(
        folder,
        name,
        Map.of(),
        "worker",
        "--seed",
        "127.0.0.1:" + clusterPort,
        "--enable-noop-engine",
        "--name",
        name,
        "--work-dir",
        "data/" + name,
        "--max-concurrent-jobs",
        "4",
        "--ffmpeg",
        ffmpeg.toString());
  }

  private String submitTo(String node, String json) throws Exception {
    String id = api.submit(json);
    Await.until("it runs on " + node, PATIENCE, () -> runsOn(node, id));
    return id;
  }

  private boolean runsOn(String node, String... ids) throws Exception {
    for (String id : ids) {
      if (!api.job(id).path("node_name").asText().equals(node)) return false;
    }
    return true;
  }

  private JsonNode nodes() throws Exception {
    return api.get("/nodes").body().path("nodes");
  }

  private String nodeId(String name) throws Exception {
    return nodeNamed(name).path("id").asText();
  }

  private JsonNode nodeNamed(String name) throws Exception {
    for (JsonNode node : nodes()) {
      if (node.path("name").asText().equals(name)) return node;
    }
    throw new AssertionError("no node " + name);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/media"))) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }
}
