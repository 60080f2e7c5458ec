package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.Refusal;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer("submit.media-roots = [\"/media\"]");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/jobs/submit", "/api/v1/jobs", "/api/v1/jobs/submit"})
  void aJobIsAcceptedAtEveryAddress(String path) {
    Answer answer = server.post(path, "{\"scenario\":\"1080p30-h264\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.raw().body()).startsWith("{\"id\":\"");
    assertThat(answer.header("Location")).isEqualTo("/jobs/" + answer.json().get("id").asText());
    assertThat(answer.json().get("status").asText()).isEqualTo("queued");
    assertThat(answer.json().get("sequence_number").asLong()).isEqualTo(1);
  }

  @Test
  void theOldCommandLinesBodyIsAccepted() {
    Answer answer =
        server.post(
            "/jobs",
            "{\"scenario\":\"4K60-h264\",\"confidence\":\"auto\",\"engine\":\"auto\","
                + "\"parameters\":{\"bitrate\":\"10M\",\"duration\":120,\"engine\":\"auto\"},"
                + "\"queue\":\"live\",\"priority\":\"high\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("queue").asText()).isEqualTo("live");
    assertThat(answer.json().at("/parameters/duration").asDouble()).isEqualTo(120);
    assertThat(answer.json().get("progress").isInt()).isTrue();
  }

  @Test
  void everyBadFieldIsNamed() {
    Answer answer =
        server.post(
            "/jobs",
            "{\"queue\":\"express\",\"priority\":1,\"engine\":\"magic\",\"max_retries\":-1,"
                + "\"parameters\":{\"duration\":-5,\"input\":\"/etc/passwd\",\"colour\":\"red\"}}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("title").asText()).isEqualTo("Bad Request");
    assertThat(answer.json().get("status").asInt()).isEqualTo(400);
    assertThat(answer.faults())
        .containsExactlyInAnyOrder(
            "/queue",
            "/priority",
            "/engine",
            "/max_retries",
            "/parameters/duration",
            "/parameters/input",
            "/parameters/colour");
    assertThat(server.jobs.jobs).isEmpty();
  }

  @Test
  void aBodyOfTwoMebibytesIsTooLarge() {
    String body = "{\"scenario\":\"" + "x".repeat(2 << 20) + "\"}";
    Answer answer = server.post("/jobs", body);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.type()).isEqualTo("application/problem+json");
  }

  @Test
  void aBodyThatTurnsOutTooLargeIsTooLargeToo() {
    byte[] body = ("{\"scenario\":\"" + "x".repeat(2 << 20)).getBytes(StandardCharsets.UTF_8);
    Answer answer =
        server.send(
            server
                .request("/jobs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void jsonThatIsTenThousandDeepIsRefused() {
    String body = "{\"parameters\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    Answer answer = server.post("/jobs", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.raw().body()).doesNotContain("jackson", "Exception", "StreamRead");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "3", "null", "{\"a\":1,\"a\":2}", "{} {}", "{"})
  void whatIsNoJobIsRefused(String body) {
    Answer answer = server.post("/jobs", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("");
  }

  @Test
  void anotherMediaTypeIsRefused() {
    Answer answer =
        server.send(
            server
                .request("/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.type()).isEqualTo("application/problem+json");
  }

  @Test
  void whatCurlSendsWithoutATypeIsTakenFromWhoShowsAKeyAndNotFromAForeignPage() {
    HttpRequest.Builder form =
        server
            .request("/jobs")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("{\"scenario\":\"a\"}"));
    Answer refused = server.send(form.copy());
    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.json().get("detail").asText()).contains("say so in Content-Type");
    Answer basic = server.send(form.copy().header("Authorization", "Basic dTpw"));
    assertThat(basic.status()).as("a page can put it into the address").isEqualTo(415);
    Answer own = server.send(form.copy().header("X-API-Key", "any"));
    assertThat(own.status()).isEqualTo(201);
    Answer bearer = server.send(form.copy().header("Authorization", "Bearer any"));
    assertThat(bearer.status()).isEqualTo(201);
  }

  @Test
  void theSameKeyGivesTheSameJobAndAnotherBodyIsRefused() {
    Answer first = server.post("/jobs", "{\"scenario\":\"a\"}", "Idempotency-Key", "k1");
    Answer again = server.post("/jobs", "{\"scenario\":\"a\"}", "Idempotency-Key", "k1");
    Answer other = server.post("/jobs", "{\"scenario\":\"b\"}", "Idempotency-Key", "k1");
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
    assertThat(first.json().get("id").asText().charAt(14)).isEqualTo('5');
    assertThat(other.status()).isEqualTo(422);
    assertThat(server.jobs.jobs).hasSize(1);
  }

  @Test
  void twoKeysForOneSubmitAreRefused() {
    Answer answer =
        server.post(
            "/jobs", "{\"scenario\":\"a\"}", "Idempotency-Key", "k1", "Idempotency-Key", "k2");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.raw().body()).contains("Idempotency-Key");
    assertThat(server.jobs.jobs).isEmpty();
  }

  @Test
  void anUnavailableStoreSaysWhenToComeAgain() {
    server.jobs.refuseWith = Optional.of(Refusal.UNAVAILABLE);
    Answer answer = server.post("/jobs", "{}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void anErrorOfOursTellsNothingOfOurInside() {
    server.jobs.failWith = Optional.of(new IllegalStateException("secret detail"));
    for (Answer answer :
        java.util.List.of(server.post("/jobs", "{}"), server.get("/jobs/" + Samples.id(1)))) {
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.type()).isEqualTo("application/problem+json");
      assertThat(answer.raw().body()).doesNotContain("secret", "Exception", "ffrtmp.", "java");
      assertThat(answer.raw().body()).contains(answer.header("X-Request-Id"));
    }
  }

  @Test
  void theCauseCarriesTheRequestsId() {
    Answer answer = server.post("/jobs", "{}", "X-Request-Id", "abc-1");
    assertThat(answer.header("X-Request-Id")).isEqualTo("abc-1");
    assertThat(server.jobs.causes.get(0).request()).isEqualTo("abc-1");
    assertThat(server.jobs.causes.get(0).who()).isEqualTo("anonymous");
  }
}
