package ffrtmp.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a test asks of a running node over HTTP. */
final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDED = Set.of("completed", "failed", "canceled");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;

  ApiClient(URI base) {
    this.base = base;
  }

  URI base() {
    return base;
  }

  /** A status, and what came with it. */
  record Answer(int status, JsonNode body) {}

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send(
        to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  /** The same under an idempotency key. */
  Answer post(String path, String json, String key) throws IOException, InterruptedException {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(json)));
  }

  Answer patch(String path, String json) throws IOException, InterruptedException {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(to(path).DELETE());
  }

  /** A command that must be accepted. */
  JsonNode command(String path) throws IOException, InterruptedException {
    Answer answer = post(path, "");
    if (answer.status() != 200) throw new AssertionError("POST " + path + " answered " + answer);
    return answer.body();
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(to(path).GET());
  }

  /** Submits, and gives the job's id. */
  String submit(String json) throws IOException, InterruptedException {
    Answer answer = post("/jobs", json);
    if (answer.status() != 201) throw new AssertionError("submit answered " + answer);
    return answer.body().path("id").asText();
  }

  JsonNode job(String id) throws IOException, InterruptedException {
    Answer answer = get("/jobs/" + id);
    if (answer.status() != 200) throw new AssertionError("GET /jobs/" + id + " answered " + answer);
    return answer.body();
  }

  String status(String id) throws IOException, InterruptedException {
    return job(id).path("status").asText();
  }

  /** Waits until the job has this status, and gives the job. */
  JsonNode await(String id, String status, Duration patience) throws Exception {
    Await.until("job " + id + " is " + status, patience, () -> status(id).equals(status));
    return job(id);
  }

  /** Waits until the job has ended, however, and gives the job. */
  JsonNode awaitEnd(String id, Duration patience) throws Exception {
    Await.until("job " + id + " ended", patience, () -> ENDED.contains(status(id)));
    return job(id);
  }

  /** What the journal has of a job, oldest first. */
  List<String> history(String id) throws IOException, InterruptedException {
    List<String> types = new ArrayList<>();
    get("/jobs/" + id + "/history")
        .body()
        .path("events")
        .forEach(e -> types.add(e.path("type").asText()));
    return types;
  }

  /** The one node there is. */
  JsonNode node() throws IOException, InterruptedException {
    JsonNode nodes = get("/nodes").body();
    if (nodes.path("count").asInt() != 1) throw new AssertionError("not one node: " + nodes);
    return nodes.path("nodes").get(0);
  }

  /** Opens a stream of live updates; {@code lastId} is empty or what was seen last. */
  EventStream events(String path, String lastId) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (!lastId.isEmpty()) request.header("Last-Event-ID", lastId);
    return EventStream.open(client, request.build());
  }

  /** Every job of the lists, page by page. */
  List<JsonNode> allJobs() throws IOException, InterruptedException {
    List<JsonNode> jobs = new ArrayList<>();
    String next = "/jobs?limit=500";
    while (next != null) {
      JsonNode page = get(next).body();
      page.path("jobs").forEach(jobs::add);
      String cursor = page.path("next_cursor").asText("");
      next = cursor.isEmpty() ? null : "/jobs?limit=500&cursor=" + cursor;
    }
    return jobs;
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }
}
