package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.fuzz.Fuzz;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requests that the edge is fuzzed with, sent to a whole server: none breaks an actor or the
 * store. More of them: {@code -Dffrtmp.fuzz.requests=100000}.
 */
final class FuzzIT {
  private static final long REQUESTS = Long.getLong("ffrtmp.fuzz.requests", 3_000);

  /** A number that no job has is waited for up to a second. */
  private static final Duration LATE = Duration.ofSeconds(3);

  @TempDir Path folder;

  @Test
  void noRequestBreaksAServer() throws Exception {
    long seed = Long.getLong("ffrtmp.seed", System.nanoTime());
    System.out.println("FuzzIT seed " + seed + " (-Dffrtmp.seed=" + seed + ")");
    OpenApi description = OpenApi.load();
    try (SpawnedNode node =
        SpawnedNode.start(
            folder, "server", Map.of(), "server", "--port", "0", "--cluster-port", "0")) {
      URI address = node.awaitApi(1);
      ApiClient api = new ApiClient(address);
      Fuzz fuzz =
          new Fuzz(
              description,
              served(description, address),
              Map.of("/jobs/", List.of(api.submit("{}"), api.submit("{}"), "1")),
              "",
              new InetSocketAddress(address.getHost(), address.getPort()),
              LATE,
              seed);
      fuzz.run(REQUESTS);
      assertThat(fuzz.statuses()).containsKeys("2xx POST /jobs", "4xx POST /jobs");
      assertThat(api.get("/health").body().path("status").asText()).isEqualTo("healthy");
      assertThat(api.status(api.submit("{}"))).as("seed %d", seed).isEqualTo("queued");
      assertThat(node.text()).as("seed %d", seed).doesNotContain("ERROR", "\tat ");
    }
  }

  /** What its addresses say that they take. */
  private static List<Operation> served(OpenApi description, URI address) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<Operation> served = new ArrayList<>();
    for (Operation operation : description.operations()) {
      HttpRequest question =
          HttpRequest.newBuilder(address.resolve(operation.path().replaceAll("\\{.*}", "x")))
              .method("OPTIONS", BodyPublishers.noBody())
              .build();
      String allowed =
          client.send(question, BodyHandlers.discarding()).headers().firstValue("Allow").orElse("");
      if (List.of(allowed.split(", ", -1)).contains(operation.method())) served.add(operation);
    }
    return served;
  }
}
