package ffrtmp.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A Prometheus that scrapes each second, in a folder and on a port of its own. */
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI base;
  private final HttpClient client = HttpClient.newHttpClient();

  private Prometheus(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  static Prometheus start(Path program, Path folder, List<URI> targets) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String hosts =
        targets.stream()
            .map(target -> '"' + target.getAuthority() + '"')
            .collect(Collectors.joining(", "));
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: ffrtmp
            static_configs:
              - targets: [%s]
        """
            .formatted(hosts));
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.out").toFile())
            .start();
    return new Prometheus(process, URI.create("http://127.0.0.1:" + port));
  }

  /** Targets that it reaches and whose pages it takes. */
  int healthy() throws IOException, InterruptedException {
    int up = 0;
    for (JsonNode target : get("/api/v1/targets").at("/data/activeTargets")) {
      if (target.path("health").asText().equals("up")) up++;
    }
    return up;
  }

  /** The series that an expression gives now. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer = get("/api/v1/query?query=" + query);
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(expression + " was answered by " + answer);
    }
    return answer.at("/data/result");
  }

  /** The one value that an expression gives now; -1 while there is none. */
  double value(String expression) throws IOException, InterruptedException {
    JsonNode series = query(expression);
    return series.size() == 1 ? series.get(0).at("/value/1").asDouble() : -1;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10)).build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      boolean ready = answer.statusCode() != 503;
      return ready ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    } catch (ConnectException notYet) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
