package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.StaticFfmpeg;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canaries: secrets that are easily found again are given to a node, and looked for in all it says.
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
    }
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
