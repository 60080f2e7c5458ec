package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of the old agents on the wire of a real server; its heartbeat of 1 s makes a lease 3 s.
 */
final class OldAgentIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String JOB = "{\"scenario\":\"old\",\"parameters\":{\"duration\":1}}";

  @TempDir static Path folder;

  private static SpawnedNode server;
  private static URI base;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    Path config = folder.resolve("ffrtmp.conf");
    Files.writeString(config, "ffrtmp.http-workers { heartbeat = 1s, sign-of-hand-out = 3s }\n");
    server =
        SpawnedNode.start(
            folder,
            "server",
            Map.of("FFRTMP_CONFIG", config.toString()),
            "server",
            "--db",
            "data/x",
            "--port",
            "0",
            "--cluster-port",
            "0");
    base = server.awaitApi(1);
    api = new ApiClient(base);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anAgentWorksThroughMoreJobsThanItHasSlots() throws Exception {
    try (OldAgent agent = agent("busy", 3)) {
      agent.endAtOnce();
      agent.start();
      List<String> jobs = List.of(submit(), submit(), submit(), submit(), submit(), submit());
      for (String job : jobs) {
        JsonNode done = api.await(job, "completed", SOON);
        assertThat(done.path("node_name").asText()).isEqualTo("busy");
        assertThat(done.path("result").path("vmaf_score").asDouble()).isEqualTo(95.5);
        assertThat(done.path("result").path("psnr_db").asDouble()).isEqualTo(41.5);
        assertThat(done.path("result").path("encoding_fps").asDouble()).isEqualTo(59.9);
      }
      assertThat(agent.handed).containsExactlyInAnyOrderElementsOf(jobs);
      assertThat(agent.results).allMatch(answer -> answer.status() == 200);
      JsonNode node = api.get("/nodes/" + agent.id()).body();
      assertThat(node.path("transport").asText()).isEqualTo("http");
    }
  }

  private static OldAgent agent(String address, int slots) {
    return new OldAgent(base, address, slots, OldAgent.Pace.QUICK);
  }

  private static String submit() throws Exception {
    return api.submit(JOB);
  }
}
