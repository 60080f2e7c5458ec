package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.node.Requires;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of the old agents on the wire of a real server; its heartbeat of 1 s makes a lease 3 s.
 */
final class OldAgentIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String JOB =
      "{\"scenario\":\"old\",\"requirements\":{\"labels\":{\"site\":\"%s\"}}}";

  private static final String FACTS =
      "{\"address\":\"%s\",\"cpu_threads\":4,\"labels\":{\"site\":\"%s\"}}";

  @TempDir static Path folder;

  private static SpawnedNode server;
  private static URI base;
  private static ApiClient api;

  /** So that no test gets what another left. */
  private String site;

  @BeforeEach
  void name(TestInfo test) {
    site = test.getTestMethod().orElseThrow().getName();
  }

  @BeforeAll
  static void start() throws Exception {
    Path config = folder.resolve("ffrtmp.conf");
    Files.writeString(config, "ffrtmp.http-workers { heartbeat = 1s, sign-of-hand-out = 3s }\n");
    server =
        SpawnedNode.start(
            folder,
            "server",
            Map.of("FFRTMP_CONFIG", config.toString()),
            "server",
            "--db",
            "data/x",
            "--port",
            "0",
            "--cluster-port",
            "0");
    base = server.awaitApi(1);
    api = new ApiClient(base);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anAgentWorksThroughMoreJobsThanItHasSlots() throws Exception {
    try (OldAgent agent = agent("busy", 3)) {
      agent.endAtOnce();
      agent.start();
      List<String> jobs = List.of(submit(), submit(), submit(), submit(), submit(), submit());
      for (String job : jobs) {
        JsonNode done = api.await(job, "completed", SOON);
        assertThat(done.path("node_name").asText()).isEqualTo("busy");
        assertThat(done.path("result").path("vmaf_score").asDouble()).isEqualTo(95.5);
        assertThat(done.path("result").path("psnr_db").asDouble()).isEqualTo(41.5);
        assertThat(done.path("result").path("encoding_fps").asDouble()).isEqualTo(59.9);
      }
      assertThat(agent.handed).containsExactlyInAnyOrderElementsOf(jobs);
      assertThat(agent.results).allMatch(answer -> answer.status() == 200);
      JsonNode node = api.get("/nodes/" + agent.id()).body();
      assertThat(node.path("transport").asText()).isEqualTo("http");
    }
  }

  @Test
  void aCanceledJobIsStoppedByTheLookAndStaysCanceled() throws Exception {
    try (OldAgent agent = agent("canceler", 1).start()) {
      String job = submit();
      awaitRunning(agent, job);
      api.command("/jobs/" + job + "/cancel");
      Await.until("the agent reported", SOON, () -> agent.results.size() == 1);
      assertThat(agent.results.get(0).status()).isEqualTo(200);
      assertThat(agent.results.get(0).body().toString()).isEqualTo("{\"status\":\"success\"}");
      assertThat(api.status(job)).isEqualTo("canceled");
      assertThat(api.history(job))
          .containsExactly(
              "job-submitted",
              "job-dispatched",
              "job-started",
              "job-cancel-requested",
              "job-canceled");
      String next = submit();
      awaitRunning(agent, next);
      agent.letEnd(next);
      api.await(next, "completed", SOON);
    }
  }

  @Test
  void aJobOnAnOldAgentCannotBePaused() throws Exception {
    try (OldAgent agent = agent("unpausable", 1).start()) {
      String job = submit();
      awaitRunning(agent, job);
      var refused = api.post("/jobs/" + job + "/pause", "");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body().path("detail").asText()).contains("cannot pause");
      agent.letEnd(job);
      api.await(job, "completed", SOON);
    }
  }

  @Test
  void theJobOfAnAgentThatDiedRunsElsewhereAfterTheLease() throws Exception {
    try (OldAgent doomed = agent("doomed", 1).start()) {
      String job = submit();
      awaitRunning(doomed, job);
      Await.until("it looked", SOON, () -> doomed.looks(job) > 1);
      doomed.die();
      try (OldAgent second = agent("second", 1).start()) {
        awaitRunning(second, job);
        second.letEnd(job);
        JsonNode done = api.await(job, "completed", SOON);
        assertThat(done.path("node_name").asText()).isEqualTo("second");
        assertThat(done.path("retry_count").asInt()).isZero();
        assertThat(api.history(job))
            .containsOnlyOnce("job-requeued")
            .containsOnlyOnce("job-finished");
      }
    }
  }

  @Test
  void aCutOffAgentGetsNotTheJobThatItMayStillRun() throws Exception {
    try (OldAgent agent = agent("cut-off", 2).start()) {
      String job = submit();
      awaitRunning(agent, job);
      Await.until("looked at", SOON, () -> agent.looks(job) > 1);
      agent.cutOff(true);
      awaitEvent(job, "job-requeued");
      agent.cutOff(false);
      String other = submit();
      awaitRunning(agent, other);
      assertThat(agent.handed).as("the node is back, and not for that job").containsOnlyOnce(job);
      assertThat(api.history(job)).as("nobody has it").endsWith("job-requeued");
      agent.letEnd(job);
      Await.until("the late result was answered", SOON, () -> agent.results.size() == 1);
      assertThat(agent.results.get(0).status()).isEqualTo(409);
      Await.until(
          "handed out anew, as its former attempt was reported",
          SOON,
          () -> agent.handed.stream().filter(job::equals).count() == 2);
      api.await(job, "completed", SOON);
      agent.letEnd(other);
      api.await(other, "completed", SOON);
    }
  }

  @Test
  void anAnswerThatDiedOnTheWireIsQueuedAgain() throws Exception {
    String node = register("wire");
    String job = submit();
    try (Socket poll = open("GET /jobs/next?node_id=" + node + " HTTP/1.1")) {
      awaitEvent(job, "job-started");
      poll.setSoLinger(true, 0);
    }
    awaitEvent(job, "job-requeued");
    assertThat(api.history(job)).containsOnlyOnce("job-requeued");
    assertThat(handOut(node, "20s")).as("it spoke, and not of that job").isEqualTo(job);
    assertThat(api.job(job).path("retry_count").asInt()).isZero();
    assertThat(result(job, node, "completed", null).status()).isEqualTo(200);
    assertThat(api.status(job)).isEqualTo("completed");
  }

  @Test
  void aPollThatWaitsIsAnsweredAsSoonAsThereIsAJob() throws Exception {
    String node = register("patient");
    try (Socket poll = open("GET /jobs/next?node_id=" + node + "&wait=20s HTTP/1.1")) {
      String job = submit();
      poll.setSoTimeout((int) SOON.toMillis());
      byte[] answer = new byte[8192];
      int read = poll.getInputStream().read(answer);
      assertThat(new String(answer, 0, read, StandardCharsets.UTF_8)).contains(job);
      result(job, node, "completed", null);
    }
  }

  @Test
  void aPollWhoseClientHungUpOffersNothingAnyMore() throws Exception {
    String node = register("impatient");
    Socket poll = open("GET /jobs/next?node_id=" + node + "&wait=40s HTTP/1.1");
    Await.until("the poll is open", SOON, () -> openPolls(node));
    poll.close();
    Await.until("the poll is gone", SOON, () -> !openPolls(node));
  }

  @Test
  void nothingGoesRoundTheFencing() throws Exception {
    String node = register("fenced");
    String other = register("other");
    String job = submit();
    assertThat(handOut(node, "10s")).isEqualTo(job);
    assertThat(result(job, other, "completed", null).status()).as("another node").isEqualTo(409);
    assertThat(result(job, node, "completed", 2).status()).as("a later attempt").isEqualTo(409);
    assertThat(progress(job, other, null).status()).isEqualTo(409);
    assertThat(progress(job, node, null).status()).isEqualTo(200);
    ApiClient.Answer failed = result(job, node, "failed", null);
    assertThat(failed.body().toString())
        .isEqualTo("{\"max_retries\":3,\"retry\":1,\"status\":\"retrying\"}");
    assertThat(result(job, node, "failed", null).body()).as("a repeat").isEqualTo(failed.body());
    assertThat(handOut(other, "20s")).isEqualTo(job);
    assertThat(result(job, node, "completed", 1).status()).as("stale").isEqualTo(409);
    assertThat(result(job, other, "completed", 2).body().toString())
        .isEqualTo("{\"status\":\"success\"}");
    assertThat(result(job, other, "completed", 2).status()).as("a repeat").isEqualTo(200);
    assertThat(result(job, other, "failed", 2).status()).as("after the end").isEqualTo(409);
    assertThat(result(job, node, "completed", null).status()).isEqualTo(409);
    assertThat(progress(job, other, null).status()).isEqualTo(409);
    assertThat(api.status(job)).isEqualTo("completed");
    String nobody = "00000000-0000-4000-8000-000000000000";
    assertThat(result(nobody, node, "completed", null).status()).isEqualTo(404);
    assertThat(api.get("/jobs/next").status()).isEqualTo(400);
    assertThat(api.get("/jobs/next?node_id=" + nobody).status()).isEqualTo(404);
    assertThat(api.post("/nodes/" + nobody + "/heartbeat", "").status()).isEqualTo(404);
  }

  @Test
  void aRegistrationQueuesWhatTheNodeHeld() throws Exception {
    String node = register("restarted");
    String job = submit();
    assertThat(handOut(node, "10s")).isEqualTo(job);
    assertThat(register("restarted")).isEqualTo(node);
    assertThat(handOut(node, "20s")).as("offered again, as it registered anew").isEqualTo(job);
    assertThat(api.job(job).path("attempt").asInt()).isEqualTo(2);
    assertThat(result(job, node, "completed", null).status()).isEqualTo(200);
  }

  @Test
  void aJobIsHandedBackByProgress() throws Exception {
    String node = register("returning");
    String job = submit();
    assertThat(handOut(node, "10s")).isEqualTo(job);
    var body = "{\"node_id\":\"" + node + "\",\"attempt\":1,\"status\":\"queued\"}";
    assertThat(api.post("/jobs/" + job + "/progress", body).status()).isEqualTo(200);
    assertThat(api.job(job).path("retry_count").asInt()).isZero();
    assertThat(handOut(node, "20s")).isEqualTo(job);
    assertThat(result(job, node, "completed", null).status()).isEqualTo(200);
  }

  @Test
  void curlLinesWork() throws Exception {
    String curl = Requires.program("curl").toString();
    String json = curl(curl, "-d", FACTS.formatted("curl", site), "/nodes/register");
    String node = JSON.readTree(json).path("id").asText();
    assertThat(curl(curl, "/jobs/next?node_id=" + node)).isEqualTo("{\"job\":null}");
    String job = submit();
    String given = "";
    for (int i = 0; i < 20 && !given.contains(job); i++) {
      given = curl(curl, "/api/v1/jobs/next?node_id=" + node + "&wait=2");
    }
    assertThat(given).startsWith("{\"job\":{\"id\":\"" + job);
    String done =
        "{\"job_id\":\"%s\",\"node_id\":\"%s\",\"status\":\"completed\"}".formatted(job, node);
    assertThat(curl(curl, "-d", done, "/api/v1/results")).isEqualTo("{\"status\":\"success\"}");
    assertThat(curl(curl, "-d", "", "/nodes/" + node + "/heartbeat")).contains("\"status\":");
  }

  private static String curl(String program, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(program, "-sS", "-H", "Content-Type: application/json"));
    command.addAll(List.of(arguments).subList(0, arguments.length - 1));
    command.add(base + arguments[arguments.length - 1]);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Socket open(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort());
    OutputStream out = socket.getOutputStream();
    out.write((request + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  /** Whether a job that waits is refused there for want of a poll. */
  private static boolean openPolls(String node) throws Exception {
    String job = api.submit("{\"requirements\":{\"labels\":{\"no\":\"such\"}}}");
    JsonNode nodes = api.get("/jobs/" + job + "/explain").body().path("nodes");
    api.command("/jobs/" + job + "/cancel");
    for (JsonNode verdict : nodes) {
      if (verdict.path("node_id").asText().equals(node)) {
        return !verdict.path("lacks").toString().contains("no poll open");
      }
    }
    return false;
  }

  private String register(String address) throws Exception {
    return api.post("/nodes/register", FACTS.formatted(address, site)).body().path("id").asText();
  }

  /** The job that a poll brings, be it after some polls and heartbeats. */
  private static String handOut(String node, String patience) throws Exception {
    String[] job = {""};
    Await.until(
        "a job for " + node,
        Duration.parse("PT" + patience),
        () -> {
          api.post("/nodes/" + node + "/heartbeat", "");
          JsonNode answer = api.get("/jobs/next?node_id=" + node + "&wait=500ms").body();
          job[0] = answer.path("job").path("id").asText("");
          return !job[0].isEmpty();
        });
    return job[0];
  }

  private static ApiClient.Answer progress(String job, String node, Integer attempt)
      throws Exception {
    ObjectNode body = word(node, attempt);
    return api.post("/jobs/" + job + "/progress", body.put("progress", 10).toString());
  }

  private static ApiClient.Answer result(String job, String node, String status, Integer attempt)
      throws Exception {
    ObjectNode body = word(node, attempt);
    body.put("job_id", job);
    return api.post("/results", body.put("status", status).toString());
  }

  private static ObjectNode word(String node, Integer attempt) {
    ObjectNode body = JSON.createObjectNode().put("node_id", node);
    return attempt == null ? body : body.put("attempt", attempt);
  }

  /** By the journal: a look at the job itself, from this address, would pass for the agent's. */
  private static void awaitEvent(String job, String type) throws Exception {
    Await.until(type + " of " + job, SOON, () -> api.history(job).contains(type));
  }

  private static void awaitRunning(OldAgent agent, String job) throws Exception {
    Await.until("the agent runs " + job, SOON, () -> agent.running().contains(job));
  }

  private OldAgent agent(String address, int slots) {
    return new OldAgent(base, address, site, slots, OldAgent.Pace.QUICK);
  }

  private String submit() throws Exception {
    return api.submit(JOB.formatted(site));
  }
}
