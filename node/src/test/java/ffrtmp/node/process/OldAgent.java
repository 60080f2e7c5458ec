package ffrtmp.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Does what the agents of the system before do, and nothing that they do not: registers once,
 * beats, polls while it has a free slot, looks at its job and stops when that is canceled, reports
 * a result without an attempt, and blocks while it says again what was not answered with 200.
 * Instead of ffmpeg it waits until the test lets the job end.
 */
final class OldAgent implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How often it does what; a test may be more hurried than the agents were. */
  record Pace(Duration poll, Duration beat, Duration look, Duration firstRetry) {
    static final Pace QUICK =
        new Pace(
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(100));
  }

  private final URI base;
  private final String address;
  private final String site;
  private final int slots;
  private final Pace pace;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Set<String> allowedToEnd = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean endAtOnce;
  private volatile boolean alive = true;
  private volatile boolean cutOff;
  private volatile String id = "";

  /** Every job that it was handed, in order. */
  final List<String> handed = new CopyOnWriteArrayList<>();

  /** Every answer to a result, in order. */
  final List<ApiClient.Answer> results = new CopyOnWriteArrayList<>();

  OldAgent(URI base, String address, String site, int slots, Pace pace) {
    this.base = base;
    this.address = address;
    this.site = site;
    this.slots = slots;
    this.pace = pace;
  }

  /** Registers, and works from there on. */
  OldAgent start() throws Exception {
    register();
    threads.execute(this::beatForEver);
    threads.execute(this::pollForEver);
    return this;
  }

  void register() throws Exception {
    var body = JSON.createObjectNode();
    body.put("address", address);
    body.put("type", "server");
    body.put("cpu_threads", 8);
    body.put("cpu_model", "an old one");
    body.put("has_gpu", false);
    body.put("ram_total_bytes", 16L << 30);
    body.putObject("labels").put("site", site);
    var answer = call("POST", "/nodes/register", body);
    if (answer.status() != 201 && answer.status() != 200) {
      throw new AssertionError("registration answered " + answer);
    }
    id = answer.body().path("id").asText();
  }

  String id() {
    return id;
  }

  Set<String> running() {
    return Set.copyOf(running);
  }

  /** How often it looked at the job and was answered. */
  int looks(String job) {
    return looks.getOrDefault(job, 0);
  }

  /** Lets the job succeed. */
  void letEnd(String job) {
    allowedToEnd.add(job);
  }

  /** Lets every job succeed as soon as it was begun. */
  void endAtOnce() {
    endAtOnce = true;
  }

  /** As by kill -9: nothing more is said. */
  void die() {
    alive = false;
  }

  /** As by a pulled cable: the encodes go on, and nothing gets through. */
  void cutOff(boolean cut) {
    cutOff = cut;
  }

  private void beatForEver() {
    while (alive) {
      retried("POST", "/nodes/" + id + "/heartbeat", JSON.createObjectNode());
      pause(pace.beat());
    }
  }

  private void pollForEver() {
    while (alive) {
      if (taken.get() < slots) poll();
      pause(pace.poll());
    }
  }

  private void poll() {
    var answer = retried("GET", "/jobs/next?node_id=" + id, null);
    if (answer == null) return;
    JsonNode job = answer.body().path("job");
    if (job.isObject()) {
      taken.incrementAndGet();
      threads.execute(() -> work(job.path("id").asText()));
    }
  }

  private void work(String job) {
    handed.add(job);
    running.add(job);
    String stopped = encode(job);
    running.remove(job);
    taken.decrementAndGet();
    if (!alive) return;
    var result = JSON.createObjectNode();
    result.put("job_id", job);
    result.put("node_id", id);
    result.put("status", stopped.isEmpty() ? "completed" : "failed");
    result.put("error", stopped);
    result.put("logs", "frame=1\n");
    result.put("completed_at", "2026-01-01T00:00:00Z");
    result.put("vmaf_score", "95.5");
    result.putObject("metrics").put("fps", "59.9");
    result.putObject("analyzer_output").put("psnr", 41.5);
    var answer = retried("POST", "/results", result);
    if (answer != null) results.add(answer);
  }

  /** What went wrong; empty: nothing. */
  private String encode(String job) {
    long nextLook = System.nanoTime() + pace.look().toNanos();
    while (alive) {
      if (endAtOnce || allowedToEnd.contains(job)) return "";
      pause(Duration.ofMillis(20));
      if (System.nanoTime() < nextLook) continue;
      nextLook += pace.look().toNanos();
      if (isCanceled(job)) return "signal: terminated";
    }
    return "";
  }

  /** A look that fails tells nothing; the next one does. */
  private boolean isCanceled(String job) {
    try {
      var look = call("GET", "/api/v1/jobs/" + job, null);
      looks.merge(job, 1, Integer::sum);
      return look.body().path("status").asText().equals("canceled");
    } catch (Exception unheard) {
      return false;
    }
  }

  /** Three more tries at growing distances, and meanwhile this thread does nothing else. */
  private ApiClient.Answer retried(String method, String path, ObjectNode body) {
    Duration wait = pace.firstRetry();
    for (int tries = 0; alive; tries++) {
      try {
        var answer = call(method, path, body);
        if (answer.status() == 200) return answer;
        if (tries == 3) return answer;
      } catch (IOException e) {
        if (tries == 3) return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
      pause(wait);
      wait = wait.multipliedBy(2);
    }
    return null;
  }

  /** One request as an agent makes it. */
  ApiClient.Answer call(String method, String path, ObjectNode body)
      throws IOException, InterruptedException {
    if (cutOff) throw new IOException("cut off");
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return new ApiClient.Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Override
  public void close() {
    alive = false;
    threads.shutdownNow();
  }
}
