package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.Cause;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRoutesTest {
  private static final long T0 = Samples.T0.getEpochSecond();

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSourceShowsEveryMember() {
    server.sessions.sources.add(StreamSamples.source("cache", "node-1", 4, T0 - 90));
    assertThat(server.get("/api/sources").raw().body())
        .isEqualTo(
            """
            {"count":1,"sources":[{"id":"cache","name":"cache","path":"/var/log/lancache",\
            "files":[{"name":"access.log.1","series":"access.log","offset":4096,"size":4100,\
            "complete":false}],"formats":{"access.log":["cachelog","cachelog-json"]},\
            "lines":1000,"bytes":250000,"badLines":{"format":5,"nul":2},"lateLines":7,\
            "lagBytes":4,"lagSeconds":90,"reader":"node-1","epoch":3,"openKeys":11,\
            "openBytes":352,"changed":"2026-01-01T00:00:00.005Z"}]}""");
  }

  @Test
  void aSourceThatIsReadToItsEndDoesNotLag() {
    server.sessions.sources.add(StreamSamples.source("cache", null, 0, T0 - 90));
    JsonNode source = server.get("/api/v1/sources").json().at("/sources/0");
    assertThat(source.get("lagSeconds").asLong()).isZero();
    assertThat(source.has("reader")).isFalse();
  }

  @Test
  void theLagOfASourceWithoutALineIsUnknownAndALineOfTheFutureIsNoLag() {
    server.sessions.sources.add(StreamSamples.source("fresh", null, 4, 0));
    server.sessions.sources.add(StreamSamples.source("ahead", null, 4, T0 + 9));
    JsonNode sources = server.get("/api/sources").json().get("sources");
    assertThat(sources.get(0).has("lagSeconds")).isFalse();
    assertThat(sources.get(1).get("lagSeconds").asLong()).isZero();
  }

  @Test
  void noSourcesAreAListAllTheSame() {
    assertThat(server.get("/api/sources").raw().body()).isEqualTo("{\"count\":0,\"sources\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/v1"})
  void aSourceIsReadAgainAndItsSessionsForgotten(String prefix) {
    server.sessions.sources.add(StreamSamples.source("cache", null, 0, 0));
    Answer again = server.post(prefix + "/sources/cache/reprocess", "", "X-Request-Id", "r-1");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.raw().body()).isEqualTo("{\"source\":\"cache\",\"status\":\"reprocessing\"}");
    Answer deleted =
        server.call("DELETE", prefix + "/sources/cache/sessions", "", "X-Request-Id", "r-2");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.raw().body()).isEqualTo("{\"source\":\"cache\",\"status\":\"deleted\"}");
    assertThat(server.sessions.commands).containsExactly("reprocess cache", "delete cache");
    assertThat(server.sessions.causes)
        .containsExactly(new Cause("anonymous", "r-1"), new Cause("anonymous", "r-2"));
  }

  @Test
  void anUnknownSourceIsNotFound() {
    for (String name : List.of("other", "-x", "a%2Fb", "x".repeat(65))) {
      assertThat(server.post("/api/sources/" + name + "/reprocess", "").status()).isEqualTo(404);
      Answer answer = server.call("DELETE", "/api/sources/" + name + "/sessions", "");
      assertThat(answer.status()).as(name).isEqualTo(404);
      assertThat(answer.type()).isEqualTo("application/problem+json");
    }
  }
}
