package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker's key acts as its own node alone, on every operation that the description has for
 * workers; the lone key of the master acts as any. Each step of a worker's life is first tried by
 * those who may not, and must leave everything as it was for the one who may.
 */
@Timeout(300)
final class WorkerKeysIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MASTER = "the-master-key-of-this-test";

  /** A worker's life, as a job must be held before it is reported on. */
  private static final List<String> LIFE =
      List.of(
          "registerNode",
          "heartbeat",
          "nextJob",
          "reportProgress",
          "reportResult",
          "deregisterNode");

  private static final OpenApi API = OpenApi.load();

  @TempDir private static Path folder;
  private static String own;
  private static String others;
  private static String any;
  private static SpawnedNode server;
  private static URI api;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String incarnation = UUID.randomUUID().toString();

  @BeforeAll
  static void start() throws Exception {
    own = create("--name", "own", "--role", "worker", "--node", "own");
    others = create("--name", "others", "--role", "worker", "--node", "others");
    any = create("--name", "any", "--role", "worker");
    server =
        SpawnedNode.start(
            folder,
            "server",
            Map.of("MASTER_API_KEY", MASTER),
            "server",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--api-keys-file",
            "keys.conf");
    api = server.awaitApi(1);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theLifeOfAWorkerIsKnownWhole() {
    List<String> operations =
        API.operations().stream()
            .filter(operation -> operation.access().equals(Set.of("worker")))
            .map(operation -> operation.json().path("operationId").asText())
            .toList();
    assertThat(LIFE).containsExactlyInAnyOrderElementsOf(operations);
  }

  @Test
  void aWorkersKeyActsAsItsOwnNodeAlone() throws Exception {
    live(own, List.of(others));
  }

  @Test
  void aKeyThatWasMadeForNoNodeActsAsAny() throws Exception {
    live(any, List.of());
  }

  @Test
  void theLoneMasterKeyActsAsAnyWorker() throws Exception {
    live(MASTER, List.of(others));
  }

  /**
   * Lives the life of the node {@code own} by {@code key}, each step after the strangers' tries.
   */
  private void live(String key, List<String> strangers) throws Exception {
    String node = send(request("registerNode", "", "", key)).path("id").asText();
    String job = submit();
    for (String step : LIFE) {
      for (String stranger : strangers) {
        HttpResponse<String> answer =
            client.send(request(step, node, job, stranger), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", step, answer.body()).isEqualTo(403);
        assertThat(API.response(API.operation(step), 403)).as(step).isPresent();
      }
      if (step.equals("nextJob")) poll(node, job, key);
      else send(request(step, node, job, key));
    }
    assertThat(job(job).path("status").asText()).isEqualTo("completed");
    assertThat(job(job).path("attempt").asInt()).isEqualTo(1);
  }

  private void poll(String node, String job, String key) throws Exception {
    Await.until(
        "the job is handed out",
        PATIENCE,
        () -> send(request("nextJob", node, job, key)).at("/job/id").asText("").equals(job));
  }

  /** The description's example, told of this node and this job. */
  private HttpRequest request(String name, String node, String job, String key) {
    Operation operation = API.operation(name);
    String id = operation.path().startsWith("/jobs") ? job : node;
    String path = operation.path().replace("{id}", id);
    String query =
        name.equals("nextJob") ? "?node_id=" + node + "&wait=1s&incarnation=" + incarnation : "";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve(path + query))
            .header("X-API-Key", key)
            .header("Content-Type", OpenApi.JSON);
    JsonNode example = operation.body(OpenApi.JSON).path("example");
    if (!(example instanceof ObjectNode)) {
      return request.method(operation.method(), BodyPublishers.noBody()).build();
    }
    ObjectNode body = example.deepCopy();
    Map<String, String> known =
        Map.of(
            "node_id",
            node,
            "job_id",
            job,
            "name",
            "own",
            "address",
            "own",
            "incarnation",
            incarnation);
    known.forEach(
        (member, value) -> {
          if (body.has(member)) body.put(member, value);
        });
    body.remove("held");
    return request.method(operation.method(), BodyPublishers.ofString(body.toString())).build();
  }

  private JsonNode send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", request, answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private String submit() throws Exception {
    return send(HttpRequest.newBuilder(api.resolve("/jobs"))
            .header("X-API-Key", MASTER)
            .header("Content-Type", OpenApi.JSON)
            .POST(BodyPublishers.ofString("{}"))
            .build())
        .path("id")
        .asText();
  }

  private JsonNode job(String id) throws Exception {
    return send(
        HttpRequest.newBuilder(api.resolve("/jobs/" + id)).header("X-API-Key", MASTER).build());
  }

  private static String create(String... wish) throws Exception {
    List<String> all = new ArrayList<>(List.of("keys", "create"));
    all.addAll(Arrays.asList(wish));
    try (SpawnedNode command =
        SpawnedNode.start(
            folder,
            "keys-" + UUID.randomUUID(),
            Map.of("FFRTMP_API_KEYS_FILE", "keys.conf"),
            all.toArray(String[]::new))) {
      assertThat(command.awaitEnd(PATIENCE)).as(command.text()).isZero();
      List<String> lines = command.text().lines().toList();
      return lines.get(lines.size() - 1);
    }
  }
}
