package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.StaticFfmpeg;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canaries: secrets that are easily found again are given to a node, and looked for in all it says,
 * in all it stores, and in what everybody on the machine may see of its processes.
 */
final class SecretsIT {
  private static final String CANARY = "canary7f3a";
  private static final String KEY = CANARY + "key";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void noSecretLeavesTheNode() throws Exception {
    try (SpawnedNode node =
        SpawnedNode.start(
            folder,
            "up",
            Map.of("MASTER_API_KEY", KEY),
            "up",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--log-level",
            "debug",
            "--allow-url-scheme",
            "http",
            "--ffmpeg",
            StaticFfmpeg.program().toString())) {
      URI api = node.awaitApi(1);
      String pulled =
          submit(
              api,
              "{\"scenario\":\"x\",\"max_retries\":0,\"parameters\":{\"input\":\"http://ada:%sin@127.0.0.1:1/a.mp4\"}}");
      String pushed =
          submit(
              api,
              "{\"scenario\":\"x\",\"max_retries\":0,\"parameters\":{\"duration\":1,\"output_mode\":\"rtmp\",\"rtmp_url\":\"rtmp://ada:%sout@127.0.0.1:1/live\",\"stream_key\":\"%sstream\"}}");
      String streamed = stream(api);
      for (String job : List.of(pulled, pushed)) {
        Await.until(
            "the job failed",
            Duration.ofSeconds(60),
            () -> ask(api, "/jobs/" + job).contains("\"status\":\"failed\""));
        for (String part : List.of("", "/history", "/logs", "/explain")) {
          assertThat(ask(api, "/jobs/" + job + part)).as(part).contains(job).doesNotContain(CANARY);
        }
      }
      assertThat(ask(api, "/jobs")).contains(pulled).doesNotContain(CANARY);
      assertThat(refused(api, "Authorization", "Bearer " + CANARY)).doesNotContain(CANARY);
      assertThat(refused(api, "X-API-Key", CANARY + "wrong")).doesNotContain(CANARY);
      assertThat(node.terminate(Duration.ofSeconds(45))).isZero();
      assertThat(node.text()).contains(pushed).doesNotContain(CANARY);
      theStoreHasWhatAJobNeedsAndNothingElse(List.of(pulled, pushed, streamed));
    }
  }

  /** While a stream is sent its key is in nobody's list of processes. */
  private String stream(URI api) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "rtmp://127.0.0.1:" + port + "/live";
    Process receiver =
        new ProcessBuilder(
                StaticFfmpeg.program().toString(),
                "-v",
                "error",
                "-nostdin",
                "-listen",
                "1",
                "-i",
                url + "/any",
                "-f",
                "null",
                "-")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("receiver.log").toFile())
            .start();
    try {
      Await.until("it listens", Duration.ofSeconds(30), () -> Processes.listens(port));
      String job =
          submit(
              api,
              "{\"scenario\":\"x\",\"max_retries\":0,\"parameters\":{\"duration\":6,\"resolution\":\"180p\",\"output_mode\":\"rtmp\",\"rtmp_url\":\""
                  + url
                  + "\",\"stream_key\":\"%slive\"}}");
      Await.until(
          "the key is blotted out",
          Duration.ofSeconds(60),
          () -> Processes.commandLines().stream().anyMatch(line -> line.contains(url + "/****")));
      assertThat(Processes.commandLines()).noneMatch(line -> line.contains(CANARY));
      Await.until(
          "the stream has ended",
          Duration.ofSeconds(60),
          () -> ask(api, "/jobs/" + job).contains("\"completed_at\""));
      assertThat(ask(api, "/jobs/" + job)).contains("\"status\":\"completed\"");
      return job;
    } finally {
      receiver.destroyForcibly();
    }
  }

  /**
   * Keys of the API are stored nowhere; addresses and stream keys only as the job was submitted.
   */
  private void theStoreHasWhatAJobNeedsAndNothingElse(List<String> jobs) throws Exception {
    Set<String> places = new TreeSet<>();
    int submits = 0;
    try (Connection store =
        DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("data/ffrtmp"), "sa", "")) {
      for (String[] column : columns(store)) {
        String query = "SELECT \"%s\" FROM \"%s\"".formatted(column[1], column[0]);
        try (Statement statement = store.createStatement();
            ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            String value = text(rows.getObject(1));
            assertThat(value).as("%s.%s", column[0], column[1]).doesNotContain(KEY);
            if (!value.contains(CANARY)) continue;
            places.add(column[0] + "." + column[1]);
            if (column[0].equals("event_journal")) {
              assertThat(value).as("an event").contains("job-submitted");
              submits++;
            }
          }
        }
      }
    }
    assertThat(places).containsExactly("JOBS.STATE", "event_journal.event_payload");
    assertThat(submits).isEqualTo(jobs.size());
  }

  private static List<String[]> columns(Connection store) throws SQLException {
    List<String[]> columns = new ArrayList<>();
    try (ResultSet found = store.getMetaData().getColumns(null, "PUBLIC", null, null)) {
      while (found.next()) {
        columns.add(new String[] {found.getString("TABLE_NAME"), found.getString("COLUMN_NAME")});
      }
    }
    assertThat(columns).hasSizeGreaterThan(50);
    return columns;
  }

  private static String text(Object value) throws Exception {
    if (value instanceof Blob blob) {
      return new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.ISO_8859_1);
    }
    return value instanceof Clob clob
        ? clob.getSubString(1, (int) clob.length())
        : String.valueOf(value);
  }

  private String submit(URI api, String json) throws Exception {
    String body = json.replace("%s", CANARY);
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/jobs"))
            .header("X-API-Key", KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    String answer = client.send(request, BodyHandlers.ofString()).body();
    assertThat(answer).startsWith("{\"id\":\"").doesNotContain(CANARY);
    return answer.substring(7, 43);
  }

  private String ask(URI api, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path)).header("X-API-Key", KEY).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private String refused(URI api, String header, String value) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/jobs")).header(header, value.strip()).build();
    var answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isIn(400, 401);
    return answer.body();
  }
}
