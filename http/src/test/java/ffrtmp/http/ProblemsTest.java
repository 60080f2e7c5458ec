package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.worker.WorkerAnswer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every problem that the description has for an operation is brought about, and is as described:
 * its status, its headers, its members. 401, 403 and the 404 of tenants are {@link
 * AccessMatrixTest}'s.
 */
@Timeout(60)
class ProblemsTest {
  private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";
  private static final long A_WHILE = Duration.ofMinutes(1).toNanos();
  private static final OpenApi API = OpenApi.load();
  private static final DescribedAnswers DESCRIBED = new DescribedAnswers(API);
  private static final AtomicLong NANOS = new AtomicLong();
  private static TestServer server;

  /** Takes one request a second, by {@link #NANOS}. */
  private static TestServer limited;

  /** Nothing behind it answers, and it has no room for anything that lasts. */
  private static TestServer silent;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            "body-limit = 100000",
            "workers.body-limit = 100000",
            "body-timeout = 2s",
            "batch { total-limit = 100000, timeout = 2s }");
    // null, so that no route keeps a limit of its own
    limited = new TestServer("rate { limit = 1, burst = 1, routes = null, routes {} }");
    limited.nanos = NANOS::get;
    silent =
        new TestServer(
            "server.request-timeout = 300ms",
            "health-timeout = 100ms",
            "batch.concurrent = 0",
            "events.streams = 0");
    silent.workers.answer =
        Optional.of(new WorkerAnswer.Refused(Refusal.UNAVAILABLE, "nobody answered"));
    for (TestServer each : List.of(server, limited, silent)) SampleServer.fill(each);
    silent.silent = true;
  }

  @AfterAll
  static void stop() {
    for (TestServer each : List.of(server, limited, silent)) each.close();
  }

  @BeforeEach
  void reset() {
    server.jobs.refuseWith = Optional.empty();
    server.nodes.refuseWith = Optional.empty();
    server.workers.answer = Optional.empty();
  }

  /** The operations for which the description has this status. */
  private static List<Operation> with(int status) {
    return API.operations().stream()
        .filter(operation -> API.response(operation, status).isPresent())
        .toList();
  }

  static List<Operation> with400() {
    return with(400);
  }

  static List<Operation> with404() {
    return with(404);
  }

  static List<Operation> with409() {
    return with(409);
  }

  static List<Operation> with413() {
    return with(413);
  }

  static List<Operation> with415() {
    return with(415);
  }

  static List<Operation> with422() {
    return with(422);
  }

  static List<Operation> with429() {
    return with(429);
  }

  static List<Operation> with503() {
    return with(503);
  }

  @Test
  void noOtherStatusIsDescribed() {
    List<Integer> tried = List.of(400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 503);
    IntStream.range(400, 600)
        .filter(status -> !tried.contains(status))
        .forEach(status -> assertThat(with(status)).as("%d", status).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("with400")
  void aSlipInTheQueryIsNamed(Operation operation) {
    String path = path(operation);
    Answer answer = send(operation, path + (path.contains("?") ? "&" : "?") + "a-slip=1");
    DESCRIBED.checkProblem(operation, 400, answer);
    assertThat(answer.faults()).containsExactly("a-slip");
  }

  @ParameterizedTest
  @MethodSource("with404")
  void whatIsNotThereIsNotFound(Operation operation) {
    Refusal unknown =
        operation.path().startsWith("/nodes") || operation.path().endsWith("/next")
            ? Refusal.UNKNOWN_NODE
            : Refusal.UNKNOWN_JOB;
    server.workers.answer = Optional.of(new WorkerAnswer.Refused(unknown, "there is none"));
    String path = path(operation);
    path = path.replace("/" + SampleServer.JOB, "/" + UNKNOWN);
    path = path.replace("/" + Samples.node(1), "/" + UNKNOWN);
    path = path.replace("/" + SampleServer.DOWNLOAD, "/1");
    path = path.replace("/cache/", "/none/").replace("swagger-ui.css", "none.css");
    DESCRIBED.checkProblem(operation, 404, send(operation, path));
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedForForEver() throws Exception {
    Map<Operation, RawClient> clients = new LinkedHashMap<>();
    try {
      for (Operation operation : with(408)) {
        String head = "%s %s HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n";
        RawClient client = new RawClient(server.port());
        clients.put(operation, client);
        client.send(head.formatted(operation.method(), path(operation)));
        client.send("Content-Type: application/json\r\n\r\n[");
      }
      for (var each : clients.entrySet()) {
        assertThat(each.getValue().readSome())
            .as("%s", each.getKey())
            .startsWith("HTTP/1.1 408 ")
            .contains("application/problem+json", "\"status\":408");
      }
    } finally {
      for (RawClient client : clients.values()) client.close();
    }
  }

  @ParameterizedTest
  @MethodSource("with409")
  void whatIsOutOfDateIsAConflict(Operation operation) {
    server.workers.answer =
        Optional.of(new WorkerAnswer.Refused(Refusal.STALE_ATTEMPT, "it is over"));
    SampleServer.reset(server, JobStatus.COMPLETED);
    DESCRIBED.checkProblem(operation, 409, send(operation, path(operation)));
  }

  @ParameterizedTest
  @MethodSource("with413")
  void aBodyThatIsTooLargeIsRefused(Operation operation) {
    String body = "[\"" + "x".repeat(200_000) + "\"]";
    DESCRIBED.checkProblem(operation, 413, server.send(body(operation, OpenApi.JSON, body)));
  }

  @ParameterizedTest
  @MethodSource("with415")
  void aBodyOfAnotherKindIsRefused(Operation operation) {
    DESCRIBED.checkProblem(operation, 415, server.send(body(operation, "text/plain", "{}")));
    Answer packed =
        server.send(body(operation, OpenApi.JSON, "{}").header("Content-Encoding", "compress"));
    DESCRIBED.checkProblem(operation, 415, packed);
  }

  @ParameterizedTest
  @MethodSource("with422")
  void anIdempotencyKeyIsForOneBody(Operation operation) {
    server.jobs.refuseWith = Optional.of(Refusal.KEY_REUSED);
    DESCRIBED.checkProblem(operation, 422, send(operation, path(operation)));
  }

  @ParameterizedTest
  @MethodSource("with429")
  void whoAsksTooOftenIsToldWhenToComeAgain(Operation operation) {
    NANOS.addAndGet(A_WHILE);
    assertThat(limited.get("/nowhere").status()).isEqualTo(404);
    Answer refused = limited.send(DescribedRequests.request(limited, operation, path(operation)));
    DESCRIBED.checkProblem(operation, 429, refused);
    long seconds = Long.parseLong(refused.header("Retry-After"));
    NANOS.addAndGet(Duration.ofSeconds(seconds).toNanos());
    assertThat(limited.get("/nowhere").status()).as("after Retry-After").isEqualTo(404);
  }

  @Test
  void everythingButHealthIsLimited() {
    for (Operation operation : API.operations()) {
      boolean limited = !operation.path().equals("/health");
      assertThat(API.response(operation, 429).isPresent()).as("%s", operation).isEqualTo(limited);
    }
  }

  @ParameterizedTest
  @MethodSource("with503")
  void whatGetsNoAnswerIsToBeAskedAgain(Operation operation) {
    Answer answer = silent.send(DescribedRequests.request(silent, operation, path(operation)));
    DESCRIBED.check(operation, answer);
    assertThat(answer.status()).as("%s: %s", operation, answer.raw().body()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void theConnectionOfARequestThatGotNoAnswerInTimeIsSaidToClose() {
    assertThat(silent.get("/nodes").header("Connection")).isEqualTo("close");
  }

  private static String path(Operation operation) {
    return DescribedRequests.paths(operation).get(0);
  }

  private static HttpRequest.Builder body(Operation operation, String type, String body) {
    return server
        .request(path(operation))
        .header("Content-Type", type)
        .method(operation.method(), BodyPublishers.ofString(body));
  }

  private static Answer send(Operation operation, String path) {
    return server.send(DescribedRequests.request(server, operation, path));
  }
}
