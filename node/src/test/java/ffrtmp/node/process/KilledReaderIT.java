package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs are written and rotated while the node that reads them is killed again and again; afterwards
 * every line has taken effect exactly once, by the running numbers in the lines. {@code
 * -Dffrtmp.rotations=1000} is the long form.
 */
final class KilledReaderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROTATIONS = Integer.getInteger("ffrtmp.rotations", 100);
  private static final int ROTATIONS_A_LIFE = 25;
  private static final int FILES = 30;

  @TempDir Path folder;

  private final long seed = Long.getLong("ffrtmp.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private RotatingLogs logs;
  private int clusterPort;
  private int lives;

  /** The same in each life: so the source is the node's own, and it need not wait for itself. */
  @BeforeEach
  void chooseClusterPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      clusterPort = free.getLocalPort();
    }
  }

  @Test
  void everyLineTakesEffectOnceWhateverIsRotatedAndKilled() throws Exception {
    System.out.println("seed " + seed + " (repeat with -Dffrtmp.seed=" + seed + ")");
    logs = new RotatingLogs(Files.createDirectory(folder.resolve("logs")), random);
    while (logs.rotations() < ROTATIONS) {
      try (SpawnedNode node = start()) {
        live(new ApiClient(node.awaitApi(++lives)));
        node.kill();
      }
      for (int i = random.nextInt(3); i > 0; i--) step();
    }
    try (SpawnedNode node = start()) {
      ApiClient api = new ApiClient(node.awaitApi(++lives));
      awaitAll(api);
      check(api);
    }
    System.out.printf(
        "%d rotations, %d lives, %d sessions and %d requests, each once%n",
        logs.rotations(), lives, logs.sessions(), logs.requests());
  }

  private void live(ApiClient api) throws Exception {
    int until = logs.rotations() + 1 + random.nextInt(2 * ROTATIONS_A_LIFE);
    while (logs.rotations() < until) {
      step();
      if (random.nextInt(6) == 0) awaitLines(api, written() - random.nextInt(40));
      if (logs.oldest() > FILES) {
        awaitAll(api);
        logs.prune(FILES / 2);
      }
    }
  }

  private void step() throws Exception {
    logs.write();
    if (random.nextInt(3) > 0) logs.rotate();
  }

  private int written() {
    return logs.sessions() + logs.requests();
  }

  private void awaitAll(ApiClient api) throws Exception {
    awaitLines(api, written());
  }

  private void awaitLines(ApiClient api, int lines) throws Exception {
    Await.until(
        lines + " lines read (seed " + seed + ")", PATIENCE, () -> source(api, "lines") >= lines);
  }

  private static long source(ApiClient api, String field) throws Exception {
    return api.get("/api/sources").body().path("sources").path(0).path(field).asLong();
  }

  private void check(ApiClient api) throws Exception {
    assertThat(source(api, "lines")).as("lines read, seed %d", seed).isEqualTo(written());
    List<String> hosts = new ArrayList<>();
    for (JsonNode row : all(api, "sessions")) hosts.add(row.path("upstreamHost").asText());
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < logs.sessions(); i++) expected.add("n%07d.example.test".formatted(i));
    assertThat(hosts).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
    long requests = 0;
    long bytes = 0;
    for (JsonNode row : all(api, "downloads")) {
      requests += row.path("requests").asLong();
      bytes += row.path("bytes").asLong();
    }
    assertThat(requests).as("requests, seed %d", seed).isEqualTo(logs.requests());
    assertThat(bytes).isEqualTo((long) logs.requests() * RotatingLogs.REQUEST_BYTES);
  }

  private static List<JsonNode> all(ApiClient api, String list) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    String next = "/api/" + list + "?limit=500";
    while (next != null) {
      JsonNode page = api.get(next).body();
      page.path(list).forEach(rows::add);
      String cursor = page.path("next_cursor").asText("");
      next = cursor.isEmpty() ? null : "/api/" + list + "?limit=500&cursor=" + cursor;
    }
    return rows;
  }

  private SpawnedNode start() throws Exception {
    return SpawnedNode.start(
        folder,
        "server",
        Map.of(),
        "server",
        "--port",
        "0",
        "--cluster-port",
        String.valueOf(clusterPort),
        "--network-interface",
        "none",
        "--stream-logs",
        "main=" + folder.resolve("logs"));
  }
}
