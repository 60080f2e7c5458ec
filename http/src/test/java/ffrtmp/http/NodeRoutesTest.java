package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.Refusal;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeRoutesTest {
  private static final String ONE = "/nodes/" + Samples.node(1);

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer("health-timeout = 100ms");
    server.nodes.nodes.put(Samples.node(1), Samples.nodeInfo(1));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nodesAreListedAndShown() {
    assertThat(server.get("/nodes").raw().body()).startsWith("{\"count\":1,\"nodes\":[{\"id\":");
    JsonNode node = server.get("/api/v1" + ONE).json();
    assertThat(node.get("id").asText()).isEqualTo(Samples.node(1).toString());
    assertThat(node.get("status").asText()).isEqualTo("busy");
    assertThat(node.get("has_gpu").asBoolean()).isTrue();
    assertThat(node.get("gpu_capabilities").get(0).asText()).isEqualTo("h264_nvenc");
    assertThat(node.get("cpu_load_percent").asDouble()).isEqualTo(12.5);
    assertThat(node.get("ram_free_bytes").asLong()).isEqualTo(8L << 30);
    assertThat(node.get("labels").get("zone").asText()).isEqualTo("a");
    assertThat(node.get("current_job_id").asText()).isEqualTo(Samples.id(1).toString());
    assertThat(node.get("current_job_ids")).hasSize(2);
    assertThat(node.get("max_concurrent_jobs").asInt()).isEqualTo(4);
    assertThat(node.get("transport").asText()).isEqualTo("cluster");
  }

  @Test
  void noNodesAreAListAllTheSame() {
    server.nodes.nodes.clear();
    assertThat(server.get("/nodes").raw().body()).isEqualTo("{\"count\":0,\"nodes\":[]}");
  }

  @Test
  void anUnknownNodeIsNotFound() {
    for (String id : List.of("x", "1", Samples.node(2).toString())) {
      assertThat(server.get("/nodes/" + id).status()).isEqualTo(404);
      assertThat(server.call("DELETE", "/nodes/" + id, "").status()).isEqualTo(404);
      assertThat(server.post("/nodes/" + id + "/drain", "").status()).isEqualTo(404);
      assertThat(server.post("/nodes/" + id + "/resume", "").status()).isEqualTo(404);
    }
  }

  @Test
  void aNodeDrainsAndResumes() {
    Answer drained = server.post(ONE + "/drain", "{\"deadline_seconds\":90}");
    assertThat(drained.json().get("status").asText()).isEqualTo("draining");
    assertThat(server.nodes.lastDeadline).isEqualTo(Duration.ofSeconds(90));
    Answer resumed = server.send(server.request(ONE + "/resume").POST(BodyPublishers.noBody()));
    assertThat(resumed.json().get("status").asText()).isEqualTo("available");
  }

  @Test
  void aDrainNeedsNoDeadlineButNoBadOneEither() {
    Answer drained = server.send(server.request(ONE + "/drain").POST(BodyPublishers.noBody()));
    assertThat(drained.status()).isEqualTo(200);
    assertThat(server.nodes.lastDeadline).isNull();
    assertThat(server.post(ONE + "/drain", "{\"deadline_seconds\":-1}").faults())
        .containsExactly("/deadline_seconds");
    assertThat(server.post(ONE + "/drain", "[").status()).isEqualTo(400);
  }

  @Test
  void aNodeIsRemovedUnlessItHoldsAJob() {
    server.nodes.refuseWith = Optional.of(Refusal.NODE_BUSY);
    assertThat(server.call("DELETE", ONE, "").status()).isEqualTo(400);
    server.nodes.refuseWith = Optional.empty();
    Answer removed = server.call("DELETE", ONE, "");
    assertThat(removed.raw().body())
        .isEqualTo("{\"node_id\":\"" + Samples.node(1) + "\",\"status\":\"removed\"}");
    assertThat(server.get(ONE).status()).isEqualTo(404);
  }

  @Test
  void healthSaysThatWeLiveAndReadyThatWeServe() {
    assertThat(server.get("/health").json().get("status").asText()).isEqualTo("healthy");
    assertThat(server.get("/ready").status()).isEqualTo(200);
    server.checks = () -> CompletableFuture.completedFuture(Map.of("store", "out of reach"));
    Answer health = server.get("/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().get("status").asText()).isEqualTo("degraded");
    assertThat(health.json().at("/checks/store").asText()).isEqualTo("out of reach");
    assertThat(server.get("/ready").status()).isEqualTo(503);
  }

  @Test
  void checksThatHangDoNotHangTheAnswer() {
    server.checks = CompletableFuture::new;
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.get("/ready").status()).isEqualTo(503);
  }
}
