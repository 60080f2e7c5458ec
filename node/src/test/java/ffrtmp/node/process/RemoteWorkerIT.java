package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import ffrtmp.node.worker.StaticFfmpeg;
import ffrtmp.node.worker.process.ProcStat;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that speak HTTP, as processes of their own, and what may befall them. */
final class RemoteWorkerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private final List<AutoCloseable> started = new ArrayList<>();
  private SpawnedNode server;
  private int port;
  private URI address;
  private ApiClient api;

  @BeforeEach
  void startServer() throws Exception {
    port = freePort();
    server = server("server");
    address = server.awaitApi(1);
    api = new ApiClient(address);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : started) each.close();
  }

  private SpawnedNode server(String name) throws IOException {
    return kept(
        SpawnedNode.start(
            folder,
            name,
            Map.of(),
            "server",
            "--port",
            String.valueOf(port),
            "--cluster-port",
            "0",
            "--metrics=false",
            "--enable-noop-engine"));
  }

  private SpawnedNode worker(String name, String master, String heartbeat, Path ffmpeg)
      throws Exception {
    SpawnedNode worker =
        kept(
            SpawnedNode.start(
                folder,
                name,
                Map.of(),
                "worker",
                "--master",
                master,
                "--heartbeat-interval",
                heartbeat,
                "--name",
                name,
                "--work-dir",
                "data/" + name,
                "--max-concurrent-jobs",
                "4",
                "--metrics=false",
                "--enable-noop-engine",
                "--ffmpeg",
                ffmpeg.toString()));
    Await.until(name + " is there", PATIENCE, () -> node(name).path("status").isTextual());
    return worker;
  }

  private SpawnedNode kept(SpawnedNode node) {
    started.add(node);
    return node;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private JsonNode node(String name) throws Exception {
    for (JsonNode node : api.get("/nodes").body().path("nodes")) {
      if (node.path("name").asText().equals(name)) return node;
    }
    return MissingNode.getInstance();
  }

  private static String encode(int seconds, String output) {
    return """
        {"scenario":"240p30-h264","parameters":{"duration":%d,"preset":"ultrafast","output":"%s"}}"""
        .formatted(seconds, output);
  }

  /** Submits, waits until it encodes, and gives the process that does. */
  private ProcStat encoding(String id) throws Exception {
    Await.until("it encodes", PATIENCE, () -> api.job(id).path("progress").asInt() > 0);
    return Processes.naming(".ffrtmp-" + id + "-").orElseThrow();
  }

  private void awaitDeath(ProcStat process) throws Exception {
    Await.until("ffmpeg is dead", PATIENCE, () -> Processes.group(process.group()).isEmpty());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/media"))) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }

  private static void assertOneRun(List<String> history) {
    assertThat(history).filteredOn("job-finished"::equals).hasSize(1);
  }

  @Test
  void aJobIsSeenToRunPausedResumedAndCanceledAndAnotherEndsWithItsOutput() throws Exception {
    SpawnedNode worker = worker("one", address.toString(), "5s", RealTimeFfmpeg.in(folder));
    String id = api.submit(encode(60, "canceled.mp4"));
    String other = api.submit(encode(8, "done.mp4"));
    ProcStat process = encoding(id);
    Await.until(
        "the log is there",
        PATIENCE,
        () -> api.get("/jobs/" + id + "/logs").body().path("logs").asText().contains("libx264"));

    api.command("/jobs/" + id + "/pause");
    Await.until("it stands", PATIENCE, () -> states(process).stream().allMatch(s -> s == 'T'));
    assertThat(api.status(id)).isEqualTo("paused");
    api.command("/jobs/" + id + "/resume");
    Await.until("it goes on", PATIENCE, () -> states(process).stream().noneMatch(s -> s == 'T'));
    api.await(id, "processing", PATIENCE);

    api.command("/jobs/" + id + "/cancel");
    awaitDeath(process);
    JsonNode done = api.await(other, "completed", PATIENCE);
    assertThat(api.status(id)).isEqualTo("canceled");
    Await.until("one output", PATIENCE, () -> files().equals(List.of("done.mp4")));
    assertThat(done.path("result").path("output_bytes").asLong())
        .isEqualTo(Files.size(folder.resolve("data/media/done.mp4")));
    assertThat(done.path("attempt").asInt()).isEqualTo(1);
    assertThat(worker.terminate(PATIENCE)).isZero();
    assertThat(node("one").path("status").asText()).isEqualTo("offline");
  }

  private static List<Character> states(ProcStat process) throws IOException {
    return Processes.group(process.group()).stream().map(ProcStat::state).toList();
  }

  @Test
  void aJobWhoseWorkerIsKilledRunsElsewhereOnce() throws Exception {
    SpawnedNode killed = worker("killed", address.toString(), "1s", RealTimeFfmpeg.in(folder));
    String id = api.submit(encode(60, "film.mp4"));
    ProcStat process = encoding(id);
    worker("other", address.toString(), "1s", StaticFfmpeg.program());
    killed.kill();
    awaitDeath(process);
    JsonNode job = api.awaitEnd(id, PATIENCE);
    assertThat(job.path("status").asText()).as("%s", job).isEqualTo("completed");
    assertThat(job.path("node_name").asText()).isEqualTo("other");
    assertThat(job.path("attempt").asInt()).isEqualTo(2);
    assertThat(job.path("retry_count").asInt()).as("no fault of the job").isZero();
    assertOneRun(api.history(id));
    assertThat(folder.resolve("data/media/film.mp4")).exists();
  }

  @Test
  void aServerThatIsKilledAndComesBackWithinTheLeaseFindsTheJobStillRunning() throws Exception {
    worker("steady", address.toString(), "20s", RealTimeFfmpeg.in(folder));
    String id = api.submit(encode(40, "film.mp4"));
    String ended = api.submit("{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":6000}}");
    ProcStat process = encoding(id);
    api.await(ended, "processing", PATIENCE);
    server.kill();
    Instant killed = Instant.now();
    server = server("server-again");
    server.awaitApi(1);
    assertThat(Duration.between(killed, Instant.now()))
        .as("a start that takes longer than the lease shows nothing here")
        .isLessThan(Duration.ofSeconds(50));
    assertThat(Processes.group(process.group())).as("ffmpeg goes on").isNotEmpty();
    for (String each : List.of(id, ended)) {
      JsonNode job = api.awaitEnd(each, PATIENCE);
      assertThat(job.path("status").asText()).as("%s", job).isEqualTo("completed");
      assertThat(job.path("attempt").asInt()).isEqualTo(1);
      assertOneRun(api.history(each));
    }
    Await.until("one output", PATIENCE, () -> files().equals(List.of("film.mp4")));
  }

  @Test
  void aWorkerThatIsCutOffForLongerThanItsLeaseHasEndedItsJobBeforeAnotherBeginsIt()
      throws Exception {
    CutProxy network = new CutProxy(address);
    started.add(network);
    SpawnedNode far = worker("far", network.address(), "2s", RealTimeFfmpeg.in(folder));
    String id = api.submit(encode(60, "film.mp4"));
    ProcStat process = encoding(id);
    worker("near", address.toString(), "2s", StaticFfmpeg.program());

    network.cut();
    awaitDeath(process);
    Instant dead = Instant.now();
    Await.until("it is dispatched again", PATIENCE, () -> api.job(id).path("attempt").asInt() == 2);
    assertThat(assigned(api.job(id))).isAfter(dead);
    JsonNode job = api.awaitEnd(id, PATIENCE);
    assertThat(job.path("status").asText()).as("%s", job).isEqualTo("completed");
    assertThat(job.path("node_name").asText()).isEqualTo("near");
    assertOneRun(api.history(id));
    assertThat(node("far").path("status").asText()).isEqualTo("offline");

    network.mend();
    Await.until(
        "it is back", PATIENCE, () -> node("far").path("status").asText().equals("available"));
    assertThat(files()).containsExactly("film.mp4");
    assertThat(far.text()).contains("is lost: the master has answered nothing");
  }

  /** When the job was given to a node last. */
  private static Instant assigned(JsonNode job) {
    Instant last = Instant.EPOCH;
    for (JsonNode step : job.path("state_transitions")) {
      if (step.path("to").asText().equals("assigned")) {
        last = Instant.parse(step.path("timestamp").asText());
      }
    }
    return last;
  }
}
