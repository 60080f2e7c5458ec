package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx, real requests by curl, real logrotate: the numbers are those that curl saw. */
final class NginxLogsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SIZE = 2_000_000;

  @TempDir Path folder;

  private final List<Long> plain = new ArrayList<>();
  private Nginx nginx;
  private ApiClient api;
  private String curl;

  @Test
  void theNumbersAreThoseThatCurlSaw() throws Exception {
    curl = Requires.program("curl").toString();
    String logrotate = Requires.program("logrotate").toString();
    Path logs = Files.createDirectory(folder.resolve("logs"));
    try (Nginx running = Nginx.start(Files.createDirectory(folder.resolve("nginx")), logs);
        SpawnedNode node = startNode(logs)) {
      nginx = running;
      api = new ApiClient(node.awaitApi(1));
      byte[] content = new byte[SIZE];
      new Random(7).nextBytes(content);
      for (int chunk = 1; chunk <= 3; chunk++) nginx.serve("depot/440/chunk/000" + chunk, content);

      fetch("http://127.0.0.1:" + nginx.http + "/depot/440/chunk/0001");
      rotate(logrotate, "create");
      fetch("http://127.0.0.1:" + nginx.http + "/depot/440/chunk/0002");
      long tlsSent = tls("cache.example.test", nginx.tls);
      rotate(logrotate, "copytruncate");
      fetch("http://[::1]:" + nginx.http6 + "/depot/440/chunk/0003");
      refused();
      withoutName();

      Await.until("all downloads", PATIENCE, () -> bytes() == sum(plain));
      Await.until("all sessions", PATIENCE, () -> sessions().size() == 3);
      assertThat(downloads()).as("by client address").hasSize(2);
      assertThat(requests()).isEqualTo(plain.size());
      checkSessions(tlsSent);
      assertThat(bad()).as("lines that could not be read").isZero();
    }
  }

  private void checkSessions(long tlsSent) throws Exception {
    JsonNode passed = session("cache.example.test");
    assertThat(passed.path("status").asInt()).isEqualTo(200);
    assertThat(passed.path("bytesSent").asLong())
        .as("body, heads and TLS")
        .isCloseTo(tlsSent, within(20_000L));
    assertThat(passed.path("bytesSent").asLong()).isGreaterThan(SIZE);
    JsonNode refused = session("refused.example.test");
    assertThat(refused.path("class").asText()).isEqualTo("failed");
    assertThat(refused.path("status").asInt()).isEqualTo(502);
    assertThat(refused.has("downloadSpeedBps") && refused.path("durationSeconds").asDouble() == 0)
        .as("no speed without time")
        .isFalse();
    assertThat(session("").path("bytesSent").asLong()).as("TLS without a name").isPositive();
  }

  private void fetch(String url) throws Exception {
    String seen =
        Nginx.command(folder, curl, "-sS", "-g", "-o", "/dev/null", "-w", "%{size_download}", url);
    plain.add(Long.parseLong(seen));
  }

  /** A request through the stream server, by its name; gives what curl received. */
  private long tls(String name, int port) throws Exception {
    String seen =
        Nginx.command(
            folder,
            curl,
            "-sSk",
            "--http1.1",
            "-o",
            "/dev/null",
            "-w",
            "%{size_download} %{size_header}",
            "--connect-to",
            name + ":443:127.0.0.1:" + port,
            "https://" + name + "/depot/440/chunk/0001");
    String[] parts = seen.split(" ", -1);
    return Long.parseLong(parts[0]) + Long.parseLong(parts[1]);
  }

  private void refused() throws Exception {
    String name = "refused.example.test";
    Nginx.Ran ran =
        Nginx.run(
            folder,
            curl,
            "-sSk",
            "-o",
            "/dev/null",
            "--connect-to",
            name + ":443:127.0.0.1:" + nginx.tls,
            "https://" + name + "/");
    assertThat(ran.status()).as("curl at a refused upstream").isNotZero();
  }

  /** An address is no server name, so curl sends none. */
  private void withoutName() throws Exception {
    Nginx.command(
        folder,
        curl,
        "-sSk",
        "--http1.1",
        "-o",
        "/dev/null",
        "-g",
        "https://[::1]:" + nginx.tls + "/depot/440/chunk/0001");
  }

  private void rotate(String logrotate, String manner) throws Exception {
    Path conf = folder.resolve("rotate-" + manner + ".conf");
    String after =
        manner.equals("create")
            ? "create\n postrotate\n kill -USR1 $(cat " + nginx.pidFile() + ")\n endscript"
            : "copytruncate";
    Files.writeString(
        conf, folder + "/logs/*.log {\n rotate 5\n missingok\n su root root\n " + after + "\n}\n");
    Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r--r--"));
    long before = logFiles();
    Nginx.command(
        folder,
        logrotate,
        "-f",
        "-s",
        folder.resolve("state-" + manner).toString(),
        conf.toString());
    assertThat(logFiles()).as("files after " + manner).isGreaterThan(before);
    Path current = folder.resolve("logs/access.log");
    Await.until("a current log", PATIENCE, () -> Files.exists(current));
  }

  private long logFiles() throws Exception {
    try (var files = Files.list(folder.resolve("logs"))) {
      return files.count();
    }
  }

  private SpawnedNode startNode(Path logs) throws Exception {
    return SpawnedNode.start(
        folder,
        "server",
        Map.of(),
        "server",
        "--port",
        "0",
        "--cluster-port",
        "0",
        "--stream-logs",
        "cache=" + logs);
  }

  private JsonNode downloads() throws Exception {
    return api.get("/api/downloads").body().path("downloads");
  }

  private JsonNode sessions() throws Exception {
    return api.get("/api/sessions").body().path("sessions");
  }

  private JsonNode session(String host) throws Exception {
    for (JsonNode row : sessions()) if (row.path("upstreamHost").asText().equals(host)) return row;
    throw new AssertionError("no session with host '" + host + "' in " + sessions());
  }

  private long bytes() throws Exception {
    JsonNode rows = downloads();
    return IntStream.range(0, rows.size()).mapToLong(i -> rows.get(i).path("bytes").asLong()).sum();
  }

  private long requests() throws Exception {
    JsonNode rows = downloads();
    return IntStream.range(0, rows.size())
        .mapToLong(i -> rows.get(i).path("requests").asLong())
        .sum();
  }

  private long bad() throws Exception {
    long bad = 0;
    for (JsonNode count : api.get("/api/sources").body().path("sources").get(0).path("badLines")) {
      bad += count.asLong();
    }
    return bad;
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }
}
