package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark: a backlog of cache logs into the store with sessions, downloads, links and
 * positions, and what memory that takes. Reader and database share the machine. {@code
 * -Dffrtmp.bench.mb=10000 -Dffrtmp.bench.files=10} is the large form.
 */
@Tag("bench")
final class LogThroughputIT {
  private static final long MEGABYTES = Long.getLong("ffrtmp.bench.mb", 1_000);
  private static final int FILES = Integer.getInteger("ffrtmp.bench.files", 1);
  private static final Duration PATIENCE = Duration.ofSeconds(20 + MEGABYTES / 5);
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final String HEAP = "-Xmx224m";

  @TempDir Path folder;

  private final CacheLogs written = new CacheLogs();
  private Path logs;

  @BeforeEach
  void writeLogs() throws Exception {
    logs = Files.createDirectory(folder.resolve("logs"));
    written.write(logs, FILES, MEGABYTES * 1_000_000);
  }

  @Test
  void intoH2() throws Exception {
    run("H2", Map.of());
  }

  @Test
  void intoPostgreSql() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
      run("PostgreSQL", Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"));
    }
  }

  private void run(String store, Map<String, String> environment) throws Exception {
    try (SpawnedNode node =
        SpawnedNode.startWith(
            folder,
            "server-" + store,
            environment,
            List.of("-XX:+UseG1GC", HEAP, "-Djdk.nio.maxCachedBufferSize=262144"),
            "server",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--log-level",
            "warn",
            "--network-interface",
            "none",
            "--db",
            "data/" + store,
            "--stream-logs",
            "main=" + logs)) {
      ApiClient api = new ApiClient(node.awaitApi(1));
      Await.until("reading has begun", PATIENCE, () -> lines(api) > 0);
      long linesBefore = lines(api);
      long began = System.nanoTime();
      long all = written.requests() + written.sessions();
      Await.until("everything is in the tables", PATIENCE, () -> lines(api) >= all);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%s: %d access lines, %d sessions of %d MB in %d files: %.0f lines/s into the tables, peak %d MiB resident with %s%n",
          store,
          written.requests(),
          written.sessions(),
          MEGABYTES,
          FILES,
          (all - linesBefore) / seconds,
          peakMebibytes(node.pid()),
          HEAP);
      checkSums(api);
    }
  }

  private static long lines(ApiClient api) throws Exception {
    return api.get("/api/sources").body().path("sources").path(0).path("lines").asLong();
  }

  private void checkSums(ApiClient api) throws Exception {
    long requests = 0;
    long bytes = 0;
    String next = "/api/downloads?limit=500";
    while (next != null) {
      JsonNode page = api.get(next).body();
      for (JsonNode row : page.path("downloads")) {
        requests += row.path("requests").asLong();
        bytes += row.path("bytes").asLong();
      }
      String cursor = page.path("next_cursor").asText("");
      next = cursor.isEmpty() ? null : "/api/downloads?limit=500&cursor=" + cursor;
    }
    assertThat(requests).isEqualTo(written.requests());
    assertThat(bytes).isEqualTo(written.bytes());
  }

  private static long peakMebibytes(long pid) throws Exception {
    Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    if (!peak.find()) throw new AssertionError("no peak of process " + pid);
    return Long.parseLong(peak.group(1)) / 1024;
  }
}
