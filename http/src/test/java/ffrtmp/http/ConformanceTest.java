package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.job.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server answers is what the description says, to requests made from the description. */
@Timeout(60)
class ConformanceTest {
  private static final Map<String, JobStatus> BEFORE =
      Map.of(
          "rerankJob", JobStatus.QUEUED,
          "resumeJob", JobStatus.PAUSED,
          "retryJob", JobStatus.FAILED,
          "explainJob", JobStatus.QUEUED);

  private static final OpenApi API = OpenApi.load();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
    SampleServer.fill(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static java.util.List<Operation> operations() {
    return API.operations().stream().filter(each -> !each.isStream()).toList();
  }

  static java.util.List<Operation> streams() {
    return API.operations().stream().filter(Operation::isStream).toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theExampleSucceedsAndItsAnswerIsAsDescribed(Operation operation) {
    for (String prefix : new String[] {"", "/api/v1"}) {
      String name = operation.json().path("operationId").asText();
      SampleServer.reset(server, BEFORE.getOrDefault(name, JobStatus.PROCESSING));
      Answer answer = server.send(request(operation, prefix));
      assertThat(answer.status()).as("%s: %s", operation, answer.raw().body()).isBetween(200, 299);
      assertDescribed(operation, answer);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aRefusalIsAsDescribed(Operation operation) {
    if (operation.access().contains("open")) return;
    Answer answer =
        server.send(
            TestServer.with(server.request(slip(path(operation, ""))))
                .method(operation.method(), BodyPublishers.noBody()));
    assertThat(answer.status()).as("%s", operation).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("a-slip");
    assertDescribed(operation, answer);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamIsOpened(Operation operation) throws Exception {
    HttpResponse<InputStream> answer =
        server.open(request(operation, ""), BodyHandlers.ofInputStream()).get();
    try (InputStream body = answer.body()) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(new String(body.readNBytes(6), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("retry:");
    } catch (IOException e) {
      throw new AssertionError(operation + " broke off", e);
    }
  }

  private static void assertDescribed(Operation operation, Answer answer) {
    Optional<JsonNode> response = API.response(operation, answer.status());
    assertThat(response).as("%s answered %s", operation, answer.status()).isPresent();
    JsonNode content = response.get().path("content");
    if (answer.raw().body().isEmpty()) return;
    String type = answer.type().replaceFirst(";.*", "").trim();
    JsonNode media = content.has(type) ? content.path(type) : content.path("*/*");
    assertThat(media.isMissingNode()).as("%s answered with %s", operation, type).isFalse();
    if (!type.endsWith("json")) return;
    assertThat(API.strictMisfits(media.path("schema"), answer.json()))
        .as("%s: %s", operation, answer.raw().body())
        .isEmpty();
  }

  private static HttpRequest.Builder request(Operation operation, String prefix) {
    HttpRequest.Builder request = server.request(path(operation, prefix));
    JsonNode example = operation.body(OpenApi.JSON).path("example");
    return example.isMissingNode()
        ? request.method(operation.method(), BodyPublishers.noBody())
        : request
            .header("Content-Type", OpenApi.JSON)
            .method(operation.method(), BodyPublishers.ofString(example.toString()));
  }

  private static String slip(String path) {
    return path + (path.contains("?") ? "&" : "?") + "a-slip=1";
  }

  /** As the description's names stand for what the server was filled with. */
  private static String path(Operation operation, String prefix) {
    String bare = operation.path();
    if (!prefix.isEmpty() && bare.startsWith("/api/")) bare = bare.substring("/api".length());
    String id = "";
    for (JsonNode parameter : operation.parameters("path")) {
      id = value(operation, parameter);
    }
    return prefix + bare.replaceFirst("\\{[a-z]+}", id) + query(operation);
  }

  private static String query(Operation operation) {
    return operation.parameters("query").stream()
        .filter(parameter -> parameter.path("required").asBoolean())
        .map(
            parameter ->
                "?" + parameter.path("name").asText() + "=" + parameter.path("example").asText())
        .findFirst()
        .orElse("");
  }

  private static String value(Operation operation, JsonNode parameter) {
    if (operation.path().startsWith("/jobs/")) return SampleServer.JOB.toString();
    if (operation.path().startsWith("/nodes/")) return Samples.node(1).toString();
    if (operation.path().startsWith("/api/downloads/")) return "" + SampleServer.DOWNLOAD;
    return parameter.path("example").asText();
  }
}
