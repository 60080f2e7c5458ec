package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.TestServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(40)
class EdgeTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer("api-key = s3cret", "body-timeout = 1s", "server.request-timeout = 3s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theKeyIsTakenInEitherHeader() {
    assertThat(server.get("/jobs", "Authorization", "Bearer s3cret").status()).isEqualTo(200);
    assertThat(server.get("/jobs", "Authorization", "bearer s3cret").status()).isEqualTo(200);
    assertThat(server.get("/jobs", "X-API-Key", "s3cret").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "X-API-Key,s3cre",
    "X-API-Key,s3crets",
    "Authorization,Bearer wrong",
    "Authorization,Basic czNjcmV0",
    "Authorization,s3cret",
    "Accept,*/*"
  })
  void withoutTheKeyNothingIsShown(String header, String value) {
    for (String path :
        List.of(
            "/jobs", "/nodes", "/events", "/ready", "/nowhere", "/api/downloads", "/api/sources")) {
      Answer answer = server.get(path, header, value);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(answer.type()).isEqualTo("application/problem+json");
    }
    assertThat(server.post("/jobs", "{}", header, value).status()).isEqualTo(401);
    assertThat(server.jobs.jobs).isEmpty();
  }

  @Test
  void healthNeedsNoKey() {
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.get("/api/v1/health").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/jobs/1/2/3",
        "/jobs/",
        "/api",
        "/api/v1",
        "/api/v2/jobs",
        "/api/jobs",
        "/downloads",
        "/api/v1/api/downloads",
        "/api/v1/api/v1/jobs"
      })
  void whatIsNowhereIsAProblem(String path) {
    Answer answer = server.get(path, "X-API-Key", "s3cret");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").asText()).isEqualTo("about:blank");
    assertThat(answer.json().get("title").asText()).isEqualTo("Not Found");
    assertThat(answer.json().get("detail").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,/jobs,'GET, HEAD, OPTIONS, POST'",
    "DELETE,/jobs/1,'GET, HEAD, OPTIONS, PATCH'",
    "GET,/jobs/1/cancel,'OPTIONS, POST'",
    "POST,/health,'GET, HEAD, OPTIONS'",
    "PUT,/api/v1/nodes/x,'DELETE, GET, HEAD, OPTIONS'",
    "POST,/api/downloads,'GET, HEAD, OPTIONS'",
    "GET,/api/v1/sources/x/reprocess,'OPTIONS, POST'",
    "GET,/api/sources/x/sessions,'DELETE, OPTIONS'"
  })
  void anotherMethodIsToldWhichAreAllowed(String method, String path, String allowed) {
    Answer answer = server.call(method, path, "", "X-API-Key", "s3cret");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
    assertThat(answer.type()).isEqualTo("application/problem+json");
  }

  @Test
  void everyAnswerHasTheRequestsId() {
    assertThat(server.get("/health", "X-Request-Id", "r-1").header("X-Request-Id"))
        .isEqualTo("r-1");
    assertThat(server.get("/nowhere").header("X-Request-Id")).hasSize(36);
    assertThat(server.get("/health", "X-Request-Id", "x".repeat(129)).header("X-Request-Id"))
        .hasSize(36);
    assertThat(server.get("/health", "X-Request-Id", "a b").header("X-Request-Id")).hasSize(36);
  }

  @Test
  void theServerDoesNotSayWhatItIsMadeOf() {
    assertThat(server.get("/health").header("Server")).isEqualTo("ffrtmp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.1\r\nHost: h\r\nX-Long: %LONG%\r\n\r\n",
        "GET /%LONG% HTTP/1.1\r\nHost: h\r\n\r\n",
        "NONSENSE THAT IS NO REQUEST\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
        "BREW /health HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"
      })
  void whatIsNoRequestIsAProblemToo(String request) throws IOException {
    String answer = raw(request.replace("%LONG%", "x".repeat(20_000)));
    assertThat(answer).startsWith("HTTP/1.1 ");
    assertThat(answer.substring(9, 10)).isIn("4", "5");
    assertThat(answer).contains("application/problem+json", "\"type\":\"about:blank\"");
    assertThat(answer).doesNotContain("akka", "Exception", "xxxxxxxxxx");
  }

  @Test
  void aQueryThatCannotBeReadIsAProblem() throws IOException {
    String answer =
        raw(
            "GET /jobs?status=%zz HTTP/1.1\r\nHost: h\r\nX-API-Key: s3cret\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedForForever() throws IOException {
    String answer =
        raw(
            "POST /jobs HTTP/1.1\r\nHost: h\r\nX-API-Key: s3cret\r\nContent-Type: application/json"
                + "\r\nContent-Length: 10\r\n\r\n{");
    assertThat(answer).startsWith("HTTP/1.1 408").contains("application/problem+json");
  }

  @Test
  void anAnswerThatIsNotFoundInTimeIsAProblemInOurWords() {
    server.nodes.hang = true;
    Answer answer = server.get("/nodes", "X-API-Key", "s3cret", "X-Request-Id", "late");
    server.nodes.hang = false;
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.header("X-Request-Id")).isEqualTo("late");
  }

  @Test
  void headIsGetWithoutTheBody() {
    Answer answer = server.send(server.request("/health").method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body()).isEmpty();
  }

  @Test
  void aConnectionServesOnAfterARefusal() {
    for (int i = 0; i < 5; i++) {
      assertThat(server.post("/jobs", "[".repeat(1000), "X-API-Key", "s3cret").status())
          .isEqualTo(400);
      assertThat(
              server
                  .send(
                      server
                          .request("/nowhere")
                          .header("X-API-Key", "s3cret")
                          .POST(BodyPublishers.ofString("x".repeat(100_000))))
                  .status())
          .isEqualTo(404);
      assertThat(server.get("/jobs", "X-API-Key", "s3cret").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/1/cancel", "/nodes/x/resume"})
  void aBodyThatNobodyReadsHoldsNothingUp(String path) {
    for (int i = 0; i < 20; i++) {
      Answer answer =
          server.send(
              server
                  .request(path)
                  .header("X-API-Key", "s3cret")
                  .POST(BodyPublishers.ofString("x".repeat(500_000))));
      assertThat(answer.status()).isEqualTo(404);
    }
  }

  /** Sends {@code request} as it stands and reads until the server has answered. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[8192];
      // a problem's body is one JSON object, and the last thing that comes
      while (answer.indexOf("\"}") < 0) {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) break;
        answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
      }
      return answer.toString();
    }
  }
}
