package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.http.TestServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server answers is what the description says, to requests made from the description. */
@Timeout(60)
class ConformanceTest {
  private static final OpenApi API = OpenApi.load();
  private static final DescribedAnswers DESCRIBED = new DescribedAnswers(API);
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

  static List<Operation> operations() {
    return API.operations().stream().filter(each -> !each.isStream()).toList();
  }

  static List<Operation> streams() {
    return API.operations().stream().filter(Operation::isStream).toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theExampleSucceedsAndItsAnswerIsAsDescribed(Operation operation) {
    for (String path : DescribedRequests.paths(operation)) {
      SampleServer.reset(server, DescribedRequests.before(operation));
      Answer answer = server.send(DescribedRequests.request(server, operation, path));
      assertThat(answer.status()).as("%s: %s", operation, answer.raw().body()).isBetween(200, 299);
      DESCRIBED.check(operation, answer);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamIsOpened(Operation operation) throws Exception {
    HttpResponse<InputStream> answer =
        server.open(request(operation), BodyHandlers.ofInputStream()).get();
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

  private static HttpRequest.Builder request(Operation operation) {
    return DescribedRequests.request(server, operation, DescribedRequests.paths(operation).get(0));
  }
}
