package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a real server, made and revoked by the real command while it runs. */
@Timeout(300)
final class KeysIT {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int runs;
  private String olga;
  private SpawnedNode server;
  private URI api;

  @BeforeEach
  void start() throws Exception {
    olga = create("--name", "olga", "--role", "operator");
    server =
        SpawnedNode.start(
            folder,
            "server",
            Map.of(),
            "up",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--enable-noop-engine",
            "--api-keys-file",
            "keys.conf");
    api = server.awaitApi(1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aKeyComesChangesOverAndGoesWhileTheServerRuns() throws Exception {
    String first = create("--name", "ann", "--role", "viewer");
    Await.until("the key is known", PATIENCE, () -> get("/jobs", first) == 200);
    String second = create("--name", "ann", "--role", "viewer");
    Await.until("the second is known", PATIENCE, () -> get("/jobs", second) == 200);
    assertThat(get("/jobs", first)).isEqualTo(200);
    EventStream stream = events(first);
    EventStream other = events(second);
    assertThat(run("revoke", first.substring(0, first.indexOf('.'))).get(0)).contains("revoked");
    long revoked = System.nanoTime();
    stream.untilItEnds(WITHIN);
    System.out.printf(
        "a revoked key's stream ended %d ms later%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - revoked));
    assertThat(get("/jobs", first)).isEqualTo(401);
    assertThat(get("/jobs", second)).isEqualTo(200);
    other.close();
  }

  @Test
  void aKeyThatExpiresLosesItsStream() throws Exception {
    String brief = create("--name", "eve", "--role", "viewer", "--expires", "8s");
    Await.until("the key is known", PATIENCE, () -> get("/jobs", brief) == 200);
    events(brief).untilItEnds(Duration.ofSeconds(8).plus(WITHIN));
    assertThat(get("/jobs", brief)).isEqualTo(401);
  }

  @Test
  void aBadFileChangesNothingAndIsTold() throws Exception {
    Path file = folder.resolve("keys.conf");
    Files.writeString(file, Files.readString(file) + "\nkeys { k1aa { name: bob } }\n");
    server.awaitText("the keys stay as they were");
    assertThat(server.text()).contains("key k1aa: role is missing");
    assertThat(get("/jobs", olga)).isEqualTo(200);
  }

  @Test
  void aTenantSeesItsOwnAndRunsAsManyAsItMay() throws Exception {
    String ann = create("--name", "ann", "--role", "submitter", "--tenant", "acme");
    String bob = create("--name", "bob", "--role", "submitter", "--tenant", "other");
    Path file = folder.resolve("keys.conf");
    Files.writeString(
        file, Files.readString(file) + "\ntenants { acme { running = 1, queued = 2 } }\n");
    Await.until("bob's key is known", PATIENCE, () -> get("/jobs", bob) == 200);
    String job = "{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":60000}}";
    String id = submit(ann, job);
    assertThat(get("/jobs/" + id, bob)).isEqualTo(404);
    assertThat(get("/jobs/" + id, ann)).isEqualTo(200);
    Await.until(
        "the first job runs", PATIENCE, () -> body("/jobs/" + id, ann).contains("processing"));
    String second = submit(ann, job);
    submit(ann, job);
    Await.until(
        "the limit explains itself",
        PATIENCE,
        () -> body("/jobs/" + second + "/explain", ann).contains("tenant acme runs 1 jobs"));
    Await.until("the queue is full", PATIENCE, () -> send(ann, "/jobs", job).statusCode() == 429);
    assertThat(body("/nodes", bob)).doesNotContain(id);
    assertThat(body("/nodes", ann)).contains(id);
    assertThat(send(ann, "/jobs/" + id + "/cancel", "").statusCode()).isEqualTo(200);
    Await.until(
        "the freed place wakes the next",
        PATIENCE,
        () -> body("/jobs/" + second, ann).contains("processing"));
  }

  private String create(String... wish) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("create"));
    arguments.addAll(Arrays.asList(wish));
    List<String> lines = run(arguments.toArray(String[]::new));
    return lines.get(lines.size() - 1);
  }

  private List<String> run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(Arrays.asList(arguments));
    String name = "keys-" + ++runs;
    try (SpawnedNode command =
        SpawnedNode.start(
            folder,
            name,
            Map.of("FFRTMP_API_KEYS_FILE", "keys.conf"),
            all.toArray(String[]::new))) {
      assertThat(command.awaitEnd(PATIENCE)).as(command.text()).isZero();
      return command.text().lines().toList();
    }
  }

  private EventStream events(String key) throws Exception {
    return EventStream.open(client, request("/events", key).build());
  }

  private int get(String path, String key) throws Exception {
    return client.send(request(path, key).build(), BodyHandlers.discarding()).statusCode();
  }

  private String body(String path, String key) throws Exception {
    return client.send(request(path, key).build(), BodyHandlers.ofString()).body();
  }

  private String submit(String key, String json) throws Exception {
    HttpResponse<String> answer = send(key, "/jobs", json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.body().replaceFirst("^\\{\"id\":\"([^\"]+)\".*$", "$1");
  }

  private HttpResponse<String> send(String key, String path, String json) throws Exception {
    HttpRequest.Builder request =
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(api.resolve(path)).header("X-API-Key", key);
  }
}
