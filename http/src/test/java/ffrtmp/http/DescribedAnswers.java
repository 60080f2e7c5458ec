package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.http.TestServer.Answer;
import java.util.Map;
import java.util.Optional;

/** Holds answers against the description: status, headers, media type, and every member. */
final class DescribedAnswers {
  private final OpenApi api;

  DescribedAnswers(OpenApi api) {
    this.api = api;
  }

  /** The answer is one that the description has for the operation. */
  void check(Operation operation, Answer answer) {
    Optional<JsonNode> response = api.response(operation, answer.status());
    assertThat(response).as("%s answered %s", operation, answer.status()).isPresent();
    checkHeaders(operation, response.get(), answer);
    if (answer.raw().body().isEmpty()) return;
    JsonNode content = response.get().path("content");
    String type = answer.type().replaceFirst(";.*", "").trim();
    JsonNode media = content.has(type) ? content.path(type) : content.path("*/*");
    assertThat(media.isMissingNode()).as("%s answered with %s", operation, type).isFalse();
    if (!type.endsWith("json")) return;
    assertThat(api.strictMisfits(media.path("schema"), answer.json()))
        .as("%s: %s", operation, answer.raw().body())
        .isEmpty();
  }

  /** The same, and it is a problem of this status whose own words agree with it. */
  void checkProblem(Operation operation, int status, Answer answer) {
    String body = answer.raw().body();
    assertThat(answer.status()).as("%s: %s", operation, body).isEqualTo(status);
    check(operation, answer);
    assertThat(answer.type()).as("%s", operation).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").asInt()).as("%s", operation).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).as("%s", operation).isNotBlank();
  }

  private void checkHeaders(Operation operation, JsonNode response, Answer answer) {
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      String said = answer.header(header.getKey());
      String place = header.getKey() + " of " + operation + ", " + answer.status();
      assertThat(said).as(place).isNotEmpty();
      String type = api.resolved(header.getValue()).at("/schema/type").asText();
      if (type.equals("integer")) assertThat(said).as(place).matches("[0-9]+");
    }
  }
}
