package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.node.Requires;
import ffrtmp.node.worker.StaticFfmpeg;
import ffrtmp.protocol.metric.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes a server and a worker while they do a script's work; what it knows
 * afterwards is what the script did. The long form sends a million strange requests: {@code
 * -Dffrtmp.metrics.flood=1000000}.
 */
final class MetricsIT {
  private static final Pattern SERVED = Pattern.compile("metrics are served on (http://\\S+?)/");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SUCCEED = 40;
  private static final int FAIL_AT_ONCE = 5;
  private static final int FAIL_TWICE = 3;
  private static final int REFUSED = 7;
  private static final int LOOKS = 30;

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private SpawnedNode server;
  private SpawnedNode worker;

  @BeforeEach
  void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Files.writeString(logs.resolve("access.log"), request(1) + request(2));
    Files.writeString(logs.resolve("stream-access.log"), SESSION);
    server =
        SpawnedNode.start(
            folder,
            "server",
            Map.of(),
            "server",
            "--port",
            "0",
            "--cluster-port",
            Integer.toString(port),
            "--enable-noop-engine",
            "--stream-logs",
            "cache=" + logs);
    server.awaitApi(1);
    worker =
        SpawnedNode.start(
            folder,
            "worker",
            Map.of(),
            "worker",
            "--seed",
            "127.0.0.1:" + port,
            "--enable-noop-engine",
            "--max-concurrent-jobs",
            "4",
            "--ffmpeg",
            StaticFfmpeg.program().toString());
    worker.awaitText("metrics are served");
  }

  @AfterEach
  void stop() {
    if (worker != null) worker.close();
    if (server != null) server.close();
  }

  @Test
  void prometheusKnowsExactlyWhatTheScriptDid() throws Exception {
    Path program = Requires.program("prometheus");
    URI ofServer = metrics(server);
    URI ofWorker = metrics(worker);
    ApiClient api = new ApiClient(server.awaitApi(1));
    Await.until(
        "the worker is there", PATIENCE, () -> api.get("/nodes").body().path("count").asInt() == 1);
    try (Prometheus prometheus = Prometheus.start(program, folder, List.of(ofServer, ofWorker))) {
      Await.until("Prometheus takes both pages", PATIENCE, () -> prometheus.healthy() == 2);

      runJobs(api);
      theCountsAreTheScripts(prometheus);
      everyByteOfAnswersIsCounted(prometheus, api);
      everyPanelHasData(prometheus);
      theAlertHasData(prometheus);
      assertThat(prometheus.healthy()).isEqualTo(2);
    }
    promtoolFindsNothing(ofServer);
    promtoolFindsNothing(ofWorker);
  }

  @Test
  void whateverIsAskedForNoSeriesIsAdded() throws Exception {
    URI api = server.awaitApi(1);
    URI metrics = metrics(server);
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    flood(api, random, 200);
    Set<String> before = series(metrics);

    int requests = Integer.getInteger("ffrtmp.metrics.flood", 2_000);
    flood(api, random, requests);

    Set<String> added = series(metrics);
    added.removeAll(before);
    added.remove(Metric.RETENTION_LAST_ROUND.text()); // comes by itself, a minute after the start
    assertThat(added).as("series after %d strange requests", requests).isEmpty();
  }

  private static void runJobs(ApiClient api) throws Exception {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < SUCCEED; i++) {
      String queue = List.of("live", "default", "batch").get(i % 3);
      jobs.add(api.submit("{\"engine\":\"noop\",\"queue\":\"%s\"}".formatted(queue)));
    }
    for (int i = 0; i < FAIL_AT_ONCE; i++) {
      jobs.add(api.submit(failing("user_error", 3)));
    }
    for (int i = 0; i < FAIL_TWICE; i++) {
      jobs.add(api.submit(failing("runtime_error", 1)));
    }
    for (int i = 0; i < REFUSED; i++) {
      assertThat(api.post("/jobs", "{\"queue\":\"none\"}").status()).isEqualTo(400);
    }
    String endless = api.submit("{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":600000}}");
    api.await(endless, "processing", PATIENCE);
    api.command("/jobs/" + endless + "/cancel");
    jobs.add(endless);
    String real =
        "{\"scenario\":\"360p25-h264\",\"parameters\":{\"duration\":2,\"preset\":\"ultrafast\"}}";
    String encoded = api.submit(real);
    assertThat(api.awaitEnd(encoded, PATIENCE).path("status").asText()).isEqualTo("completed");
    for (String job : jobs) api.awaitEnd(job, PATIENCE);
  }

  private static String failing(String reason, int retries) {
    return "{\"engine\":\"noop\",\"max_retries\":%d,\"parameters\":{\"fail\":\"%s\"}}"
        .formatted(retries, reason);
  }

  private static void theCountsAreTheScripts(Prometheus prometheus) throws Exception {
    int noop = SUCCEED + FAIL_AT_ONCE + FAIL_TWICE + 1;
    int attempts = noop + FAIL_TWICE + 1;
    Map<String, Integer> expected =
        Map.ofEntries(
            Map.entry("ffrtmp_jobs_by_engine{engine=\"noop\"}", noop),
            Map.entry("ffrtmp_jobs_by_engine{engine=\"auto\"}", 1),
            Map.entry("ffrtmp_jobs_by_engine{engine=\"gstreamer\"}", 0),
            Map.entry("ffrtmp_jobs_completed_by_engine{engine=\"noop\"}", SUCCEED),
            Map.entry("ffrtmp_jobs_completed_by_engine{engine=\"auto\"}", 1),
            Map.entry("ffrtmp_jobs_failed_total{reason=\"user_error\"}", FAIL_AT_ONCE),
            Map.entry("ffrtmp_jobs_failed_total{reason=\"runtime_error\"}", FAIL_TWICE),
            Map.entry("ffrtmp_job_retries_total{reason=\"runtime_error\"}", FAIL_TWICE),
            Map.entry("ffrtmp_jobs_failed_total{reason=\"timeout\"}", 0),
            Map.entry("ffrtmp_jobs_total{state=\"completed\"}", SUCCEED + 1),
            Map.entry("ffrtmp_jobs_total{state=\"failed\"}", FAIL_AT_ONCE + FAIL_TWICE),
            Map.entry("ffrtmp_jobs_total{state=\"canceled\"}", 1),
            Map.entry("ffrtmp_jobs_total{state=\"queued\"}", 0),
            Map.entry("ffrtmp_jobs_total{state=\"processing\"}", 0),
            Map.entry("ffrtmp_active_jobs", 0),
            Map.entry("ffrtmp_queue_length", 0),
            Map.entry("ffrtmp_nodes_total", 1),
            Map.entry("ffrtmp_nodes_by_status{status=\"available\"}", 1),
            Map.entry("ffrtmp_cluster_members{status=\"up\"}", 2),
            Map.entry("ffrtmp_scheduler_failovers_total", 0),
            Map.entry("ffrtmp_schedule_attempts_total{result=\"success\"}", attempts),
            Map.entry("ffrtmp_schedule_attempts_total{result=\"error\"}", 0),
            Map.entry("sum(ffrtmp_job_wait_time_seconds_count)", attempts),
            Map.entry(
                "sum(ffrtmp_job_duration_seconds_count)", SUCCEED + FAIL_AT_ONCE + FAIL_TWICE + 1),
            Map.entry(
                "ffrtmp_master_job_duration_seconds_bucket{le=\"+Inf\"}",
                SUCCEED + FAIL_AT_ONCE + FAIL_TWICE + 1),
            Map.entry("ffrtmp_worker_jobs_total", attempts),
            Map.entry("ffrtmp_worker_jobs_completed_total", SUCCEED + 1),
            Map.entry("ffrtmp_worker_jobs_failed_total", FAIL_AT_ONCE + 2 * FAIL_TWICE),
            Map.entry("ffrtmp_worker_jobs_canceled_total", 1),
            Map.entry("ffrtmp_worker_jobs_canceled_graceful_total", 1),
            Map.entry("ffrtmp_worker_total_inputs_generated", 1),
            Map.entry("ffrtmp_worker_active_jobs", 0),
            Map.entry("lancache_log_lines_total{source=\"cache\",result=\"ok\"}", 3),
            Map.entry("lancache_sessions_total{class=\"passthrough\",service=\"other\"}", 1),
            Map.entry("lancache_downloads_total{service=\"steam\"}", 1),
            Map.entry("lancache_download_bytes_total{service=\"steam\",result=\"hit\"}", 2000),
            Map.entry(
                "sum(scheduler_http_response_size_bytes_count{method=\"POST\",endpoint=\"/jobs\",status=\"201\"})",
                noop + 1),
            Map.entry(
                "sum(scheduler_http_response_size_bytes_count{method=\"POST\",endpoint=\"/jobs\",status=\"400\"})",
                REFUSED));
    for (Map.Entry<String, Integer> each : expected.entrySet()) {
      double[] last = {0};
      try {
        Await.until(
            each.getKey(),
            Duration.ofSeconds(15),
            () -> (last[0] = prometheus.value(each.getKey())) == each.getValue());
      } catch (AssertionError e) {
        assertThat(last[0]).as(each.getKey()).isEqualTo((double) each.getValue());
      }
    }
    assertThat(prometheus.value("ffrtmp_job_cpu_seconds_total{queue=\"default\",engine=\"auto\"}"))
        .as("processor time of the real job")
        .isPositive();
    assertThat(prometheus.value("sum(ffrtmp_job_output_bytes_total)")).isPositive();
    assertThat(
            prometheus.value("qoe_efficiency_score{scenario=\"360p25-h264\",encoder=\"libx264\"}"))
        .isPositive();
  }

  private void everyByteOfAnswersIsCounted(Prometheus prometheus, ApiClient api) throws Exception {
    String id = api.allJobs().get(0).path("id").asText();
    String bytes =
        "sum(scheduler_http_response_bytes_total{method=\"GET\",endpoint=\"/jobs/{id}\",status=\"200\"})";
    String count = bytes.replace("response_bytes_total", "response_size_bytes_count");
    double countBefore = settled(prometheus, count);
    double bytesBefore = prometheus.value(bytes);
    long told = 0;
    for (int i = 0; i < LOOKS; i++) {
      URI uri = server.awaitApi(1).resolve("/api/v1/jobs/" + id);
      HttpResponse<byte[]> answer =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      told += answer.body().length;
    }
    Await.until(
        "the looks are counted",
        Duration.ofSeconds(15),
        () -> prometheus.value(count) == countBefore + LOOKS);
    assertThat(prometheus.value(bytes) - bytesBefore).isEqualTo((double) told);
  }

  /** The value, once two scrapes in a row have it. */
  private static double settled(Prometheus prometheus, String expression) throws Exception {
    Await.until(
        "nothing changes " + expression,
        PATIENCE,
        () -> prometheus.value("max(changes((" + expression + ")[3s:1s]))") == 0);
    return prometheus.value(expression);
  }

  private static void everyPanelHasData(Prometheus prometheus) throws Exception {
    JsonNode dashboard =
        resource("/ffrtmp/dashboards/grafana/dashboards/distributed-scheduler.json");
    int queries = 0;
    List<String> empty = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String expression = target.path("expr").asText().replace("$__range", "5m");
        queries++;
        if (!prometheus.query(expression).isEmpty()) continue;
        empty.add(panel.path("title").asText() + ": " + expression);
      }
    }
    assertThat(empty).as("panels without data").isEmpty();
    assertThat(queries).isGreaterThan(30);
  }

  private static void theAlertHasData(Prometheus prometheus) throws Exception {
    String rules = text("/ffrtmp/dashboards/prometheus/alerts.yml");
    Matcher expressions = Pattern.compile("(?m)expr: (.*?)\\s*>\\s*[0-9e.]+$").matcher(rules);
    assertThat(expressions.find()).as("an alert with a threshold").isTrue();
    do {
      assertThat(prometheus.query(expressions.group(1))).as(expressions.group(1)).isNotEmpty();
    } while (expressions.find());
  }

  private void promtoolFindsNothing(URI metrics) throws Exception {
    Path promtool = Requires.program("promtool");
    Path page = folder.resolve("page.txt");
    Files.writeString(page, page(metrics));
    Process process =
        new ProcessBuilder(promtool.toString(), "check", "metrics")
            .redirectInput(page.toFile())
            .redirectErrorStream(true)
            .start();
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(found).isZero();
    assertThat(found).isBlank();
  }

  private void flood(URI api, Random random, int requests) {
    List<CompletableFuture<?>> underWay = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      underWay.add(client.sendAsync(strange(api, random), BodyHandlers.discarding()));
      if (underWay.size() < 50) continue;
      underWay.forEach(CompletableFuture::join);
      underWay.clear();
    }
    underWay.forEach(CompletableFuture::join);
  }

  private static HttpRequest strange(URI api, Random random) {
    String word = Long.toHexString(random.nextLong());
    UUID id = new UUID(random.nextLong(), random.nextLong());
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
    request.header("X-Forwarded-For", random.nextInt(256) + ".0.0." + random.nextInt(256));
    request.header("X-API-Key", word);
    return switch (random.nextInt(5)) {
      case 0 -> request.uri(api.resolve("/" + word)).build();
      case 1 -> request.uri(api.resolve("/jobs/" + id)).build();
      case 2 -> request.uri(api.resolve("/api/v1/nodes/" + id)).build();
      case 3 -> request.uri(api.resolve("/jobs?cursor=" + word)).build();
      default ->
          request
              .uri(api.resolve("/jobs"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"scenario\":\"" + word + "\",\"queue\":\"" + word + "\"}"))
              .build();
    };
  }

  /** Every series on the page, without its value. */
  private Set<String> series(URI metrics) throws IOException, InterruptedException {
    return page(metrics)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String page(URI metrics) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(metrics.resolve("/metrics")).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static URI metrics(SpawnedNode node) throws IOException {
    Matcher line = SERVED.matcher(node.text());
    if (!line.find()) throw new AssertionError("no metrics in:\n" + node.text());
    return URI.create(line.group(1));
  }

  private static JsonNode resource(String name) throws IOException {
    return new ObjectMapper().readTree(text(name));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = MetricsIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final String SESSION =
      "10.0.0.1 [20/Dec/2025:07:50:01 -0600] TCP 200 400000 900 1.000 \"n1.example.test\"\n";

  private static String request(int number) {
    return ("[steam] 10.0.0.1 / - - - [20/Dec/2025:07:50:%02d -0600] \"GET /depot/7/chunk/%040x"
            + " HTTP/1.1\" 200 1000 \"-\" \"-\" \"HIT\" \"cache1.steamcontent.com\" \"-\"%n")
        .formatted(number, number);
  }
}
