package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
 * Three control nodes of which two name the same source: one reads, the other stands by, and takes
 * over when the first is killed; the source's actor may live on any of the three.
 */
final class StandbyReaderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Path logFolder;
  private RotatingLogs logs;
  private EmbeddedPostgres postgres;
  private int seed;

  @BeforeEach
  void makeLogFolder() throws IOException {
    logFolder = Files.createDirectory(folder.resolve("logs"));
    logs = new RotatingLogs(logFolder, new Random(11));
  }

  @Test
  void theOneThatStandsByTakesOverAndEveryLineTakesEffectOnce() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      seed = free.getLocalPort();
    }
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      postgres = database;
      try (SpawnedNode third = server("third", seed);
          SpawnedNode first = reader("first", third);
          SpawnedNode second = reader("second", third)) {
        ApiClient api = new ApiClient(third.awaitApi(1));
        first.awaitApi(1);
        second.awaitApi(1);
        write(50);
        awaitLines(api);
        Await.until("one stands by", PATIENCE, () -> standsBy(first) != standsBy(second));
        SpawnedNode owner = standsBy(first) ? second : first;
        SpawnedNode other = standsBy(first) ? first : second;
        owner.kill();
        write(50);
        other.awaitText("epoch 2");
        write(50);
        awaitLines(api);
        assertThat(hosts(api))
            .as("each session once")
            .hasSize(logs.sessions())
            .doesNotHaveDuplicates();
      }
    }
  }

  private void write(int times) throws IOException {
    for (int i = 0; i < times; i++) logs.write();
  }

  private void awaitLines(ApiClient api) throws Exception {
    long all = (long) logs.sessions() + logs.requests();
    Await.until(
        all + " lines",
        PATIENCE,
        () -> api.get("/api/sources").body().path("sources").path(0).path("lines").asLong() == all);
  }

  private static List<String> hosts(ApiClient api) throws Exception {
    List<String> hosts = new ArrayList<>();
    String next = "/api/sessions?limit=500";
    while (next != null) {
      JsonNode page = api.get(next).body();
      page.path("sessions").forEach(row -> hosts.add(row.path("upstreamHost").asText()));
      String cursor = page.path("next_cursor").asText("");
      next = cursor.isEmpty() ? null : "/api/sessions?limit=500&cursor=" + cursor;
    }
    return hosts;
  }

  private static boolean standsBy(SpawnedNode node) throws IOException {
    return node.text().contains("this node stands by");
  }

  private SpawnedNode server(String name, int port, String... more) throws IOException {
    String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "server",
                "--port",
                "0",
                "--network-interface",
                "none",
                "--cluster-port",
                String.valueOf(port)));
    arguments.addAll(List.of(more));
    Files.createDirectories(folder.resolve(name));
    return SpawnedNode.start(
        folder.resolve(name),
        name,
        Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"),
        arguments.toArray(String[]::new));
  }

  /** Joins after the node that it is told of, so that there is one cluster. */
  private SpawnedNode reader(String name, SpawnedNode after) throws Exception {
    after.awaitApi(1);
    return server(name, 0, "--seed", "127.0.0.1:" + seed, "--stream-logs", "main=" + logFolder);
  }
}
