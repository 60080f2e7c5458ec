package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that speak HTTP to three control nodes on PostgreSQL, of which the one that they talk to
 * is killed: they find the next, and no job is lost or run twice.
 */
@Timeout(600)
final class FailoverIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int JOBS = 40;
  private static final Pattern RUN = Pattern.compile("(?m)^ffrtmp_worker_jobs_total\\S* (\\S+)$");

  @TempDir Path folder;

  private final List<AutoCloseable> started = new ArrayList<>();
  private EmbeddedPostgres postgres;
  private int seed;
  private SpawnedNode doomed;
  private URI first;
  private URI second;
  private ApiClient api;

  @BeforeEach
  void startControlNodes() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      seed = free.getLocalPort();
    }
    postgres = kept(EmbeddedPostgres.builder().start());
    SpawnedNode third = control("third", seed);
    URI last = third.awaitApi(1);
    doomed = control("doomed", 0);
    SpawnedNode other = control("second", 0);
    first = doomed.awaitApi(1);
    second = other.awaitApi(1);
    api = new ApiClient(last);
    Await.until(
        "three control nodes are up",
        PATIENCE,
        () -> {
          List<String> up = api.get("/cluster/members").body().findValuesAsText("status");
          return up.size() == 3 && up.stream().allMatch("up"::equals);
        });
  }

  @AfterEach
  void stop() throws Exception {
    Collections.reverse(started);
    for (AutoCloseable each : started) each.close();
  }

  @Test
  void whoPollsAControlNodeThatIsKilledPollsAnotherAndNoJobIsLostOrRunTwice() throws Exception {
    Balancer balancer = kept(new Balancer(List.of(first, second)));
    SpawnedNode worker = worker(balancer.address());
    String lasting = submit(25_000);
    Await.until("it runs", PATIENCE, () -> api.status(lasting).equals("processing"));
    List<String> jobs = new ArrayList<>(List.of(lasting));
    for (int i = 0; i < JOBS; i++) jobs.add(submit(700));
    Await.until("some have ended", PATIENCE, () -> ended(jobs) >= 5);

    doomed.kill();
    Instant killed = Instant.now();
    int before = ended(jobs);
    Await.until("another ended", PATIENCE, () -> ended(jobs) > before + 4);
    Duration pause = Duration.between(killed, Instant.now());
    Await.until("all have ended", PATIENCE, () -> ended(jobs) == jobs.size());

    int attempts = 0;
    for (String id : jobs) {
      JsonNode job = api.job(id);
      assertThat(job.path("status").asText()).as("%s", job).isEqualTo("completed");
      assertThat(api.history(id)).filteredOn("job-finished"::equals).hasSize(1);
      attempts += job.path("attempt").asInt();
    }
    assertThat(api.job(lasting).path("attempt").asInt())
        .as("within its lease it goes on")
        .isEqualTo(1);
    int runs = runs(worker);
    System.out.printf(
        "FailoverIT: %d jobs, %d attempts, %d runs; five more had ended %d s after the kill%n",
        jobs.size(), attempts, runs, pause.toSeconds());
    assertThat(runs).as("nothing ran that no attempt knows of").isLessThanOrEqualTo(attempts);
  }

  @Test
  void theOpenPollOfAnAgentEndsWithItsControlNodeAndTheNextOneBringsTheJob() throws Exception {
    String node = register(first);
    String unfit = api.submit("{\"requirements\":{\"labels\":{\"no\":\"such\"}}}");
    try (Socket poll = openPoll(first, node)) {
      Await.until("the poll is an offer", PATIENCE, () -> isOffered(node, unfit));
      doomed.kill();
      poll.setSoTimeout((int) PATIENCE.toMillis());
      assertThat(answer(poll)).as("it broke off").doesNotContain("HTTP/1.1 200");
    }
    Await.until("it is no offer any more", PATIENCE, () -> !isOffered(node, unfit));
    String job = submit(0);
    String given = poll(second, node, job);
    assertThat(given).isEqualTo(job);
    String result =
        "{\"job_id\":\"%s\",\"node_id\":\"%s\",\"status\":\"completed\"}".formatted(job, node);
    assertThat(new ApiClient(second).post("/results", result).status()).isEqualTo(200);
    JsonNode done = api.job(job);
    assertThat(done.path("status").asText()).isEqualTo("completed");
    assertThat(done.path("attempt").asInt()).isEqualTo(1);
    assertThat(api.history(job))
        .containsExactly("job-submitted", "job-dispatched", "job-started", "job-finished");
  }

  /** Polls until the job comes; a control node that is gone is missed for some seconds. */
  private static String poll(URI at, String node, String job) throws Exception {
    String[] given = {""};
    Await.until(
        "the job is handed out",
        PATIENCE,
        () -> {
          ApiClient.Answer answer =
              new ApiClient(at).get("/jobs/next?node_id=" + node + "&wait=5s");
          given[0] = answer.body().at("/job/id").asText("");
          return answer.status() == 200 && given[0].equals(job);
        });
    return given[0];
  }

  /** Whether a job that fits nowhere is refused there for something else than want of a poll. */
  private boolean isOffered(String node, String unfit) throws Exception {
    ApiClient.Answer answer = api.get("/jobs/" + unfit + "/explain");
    for (JsonNode verdict : answer.body().path("nodes")) {
      if (!verdict.path("node_id").asText().equals(node)) continue;
      return !verdict.path("lacks").toString().contains("no poll open");
    }
    // in the midst of a fail-over nobody can tell
    return answer.status() != 200;
  }

  private static Socket openPoll(URI at, String node) throws IOException {
    Socket socket = new Socket(at.getHost(), at.getPort());
    String head = "GET /jobs/next?node_id=" + node + "&wait=50s HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String answer(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException reset) {
      return "";
    }
  }

  private static String register(URI at) throws Exception {
    String facts = "{\"address\":\"agent\",\"cpu_threads\":4,\"capabilities\":[\"noop\"]}";
    ApiClient.Answer answer = new ApiClient(at).post("/nodes/register", facts);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.body().path("id").asText();
  }

  private String submit(int millis) throws Exception {
    return api.submit("{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":%d}}".formatted(millis));
  }

  private int ended(List<String> jobs) throws Exception {
    int ended = 0;
    for (JsonNode job : api.allJobs()) {
      if (jobs.contains(job.path("id").asText()) && job.has("completed_at")) ended++;
    }
    return ended;
  }

  /** How many attempts the worker began, by its own count. */
  private static int runs(SpawnedNode worker) throws Exception {
    String page = Metrics.page(worker);
    Matcher count = RUN.matcher(page);
    assertThat(count.find()).as(page).isTrue();
    return (int) Double.parseDouble(count.group(1));
  }

  private SpawnedNode worker(URI master) throws Exception {
    SpawnedNode worker =
        kept(
            SpawnedNode.start(
                folder,
                "worker",
                Map.of(),
                "worker",
                "--master",
                master.toString(),
                "--heartbeat-interval",
                "20s",
                "--name",
                "worker",
                "--max-concurrent-jobs",
                "4",
                "--enable-noop-engine"));
    worker.awaitText("metrics are served");
    return worker;
  }

  /** The first is the seed of the others. */
  private SpawnedNode control(String name, int port) throws IOException {
    String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    List<String> arguments = new ArrayList<>(List.of("server", "--port", "0"));
    arguments.addAll(List.of("--cluster-port", Integer.toString(port), "--enable-noop-engine"));
    arguments.addAll(List.of("--network-interface", "none"));
    if (port == 0) arguments.addAll(List.of("--seed", "127.0.0.1:" + seed));
    return kept(
        SpawnedNode.start(
            Files.createDirectories(folder.resolve(name)),
            name,
            Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"),
            arguments.toArray(String[]::new)));
  }

  private <T extends AutoCloseable> T kept(T one) {
    started.add(one);
    return one;
  }
}
