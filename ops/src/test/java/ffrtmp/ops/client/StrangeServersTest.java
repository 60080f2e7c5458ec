package ffrtmp.ops.client;

import static ffrtmp.ops.client.Jobs.job;
import static ffrtmp.ops.client.Jobs.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What answers is no server of ours, or a broken one: nothing is taken for a success. */
final class StrangeServersTest {
  private static final String EVENTS = "GET /jobs/42/events";

  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(String... args) {
    return Ran.at(server).run(args);
  }

  @Test
  void jsonThatSaysNothingOfWhatWasAskedIsARefusal() {
    for (String json : List.of("{}", "[]", "{\"ok\":true}")) {
      server
          .on("GET /jobs", 200, json)
          .on("GET /nodes", 200, json)
          .on("GET /api/sources", 200, json);
      server.on("GET /jobs/42", 200, json).on("POST /jobs", 200, json);
      server.on("GET /jobs/42/logs", 200, json);
      for (String words :
          List.of(
              "jobs list",
              "nodes list",
              "streams sources",
              "jobs status 42",
              "jobs status 42 --follow",
              "jobs logs 42",
              "jobs submit --scenario x")) {
        Ran ran = run(words.split(" "));
        assertThat(ran.status()).as(words + " answered with " + json).isEqualTo(1);
        assertThat(ran.err()).contains("says nothing of").contains("an ffrtmp server?");
      }
    }
  }

  @Test
  void anOldServersEmptyListIsAList() {
    server.on("GET /jobs", 200, "{\"jobs\":null,\"count\":0}");
    assertThat(run("jobs", "list").status()).isZero();
  }

  @Test
  void anAnswerThatEndsTooEarlyIsNoAnswer() {
    server.on(
        "GET /nodes",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write("{\"nodes\":[".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        });
    Ran ran = run("nodes", "list");
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("the answer ended too early");
  }

  @Test
  void timesAtTheEndsOfTheCalendarAreShown() {
    String times =
        "{\"id\":\"a\",\"status\":\"completed\",\"started_at\":\"-1000000000-01-01T00:00:00Z\","
            + "\"completed_at\":\"+1000000000-12-31T23:59:59Z\"}";
    server.on("GET /jobs/42", 200, times);
    assertThat(run("jobs", "status", "42").status()).isZero();
  }

  @Test
  void aServerThatSaysAtOnceIsGivenASecond() {
    server
        .on("GET /nodes", StubServer.with(429, "text/plain", "", "Retry-After", "0"))
        .on(
            "GET /nodes",
            StubServer.with(429, "text/plain", "", "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"))
        .on("GET /nodes", 200, "{\"nodes\":[]}");
    assertThat(run("nodes", "list").waits())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void eventsThatAskToComeAgainAtOnceAreGivenAPause() {
    server
        .on(EVENTS, StubServer.events("retry: 0", state(7, "processing", 10)))
        .on(EVENTS, StubServer.events(state(9, "completed", 100)));
    assertThat(run("jobs", "status", "42", "--follow").waits())
        .containsExactly(Duration.ofMillis(100));
  }

  @Test
  void aProxyWhoseServerStartsAgainIsWaitedFor() {
    server
        .on(EVENTS, StubServer.events(state(7, "processing", 10)))
        .on(EVENTS, StubServer.with(502, "text/html", "<html>bad gateway"))
        .on(EVENTS, StubServer.with(504, "text/html", "<html>no answer"))
        .on(EVENTS, StubServer.events(state(9, "completed", 100)));
    assertThat(run("jobs", "status", "42", "--follow").status()).isZero();
  }

  @Test
  void soItIsWhereTheServerHasNoEvents() {
    server
        .on("GET /jobs/42", 200, job("processing", 50))
        .on("GET /jobs/42", StubServer.with(502, "text/html", "<html>bad gateway"))
        .on("GET /jobs/42", StubServer.with(503, "text/html", "<html>no upstream"))
        .on("GET /jobs/42", 200, job("completed", 100));
    assertThat(run("jobs", "status", "42", "--follow").status()).isZero();
  }

  @Test
  void aProxyThatReachesNobodyIsStatusThree() {
    server.on("GET /nodes", StubServer.with(502, "text/html", "<html>bad gateway"));
    Ran ran = run("nodes", "list");
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("does not reach it: <html>bad gateway (502)");
  }

  @Test
  void aBatchAnsweredInPartTellsHowToSendItAgain() {
    server.on(
        "POST /jobs/batch",
        StubServer.with(200, "application/x-ndjson", "{\"index\":0,\"job\":{\"id\":\"a\"}}\n"));
    Ran ran = Ran.at(server).piping("{}\n{}\n").run("jobs", "submit", "--file", "-");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("answered 1 of 2 lines").contains("--idempotency-key cli-");
  }

  @Test
  void linesOfAnswersSteerNoTerminal() {
    String answer = "{\"index\":0,\"job\":{\"id\":\"a\",\"scenario\":\"\u009b31m\u202e\"}}\n";
    server.on("POST /jobs/batch", StubServer.with(200, "application/x-ndjson", answer));
    Ran ran = Ran.at(server).piping("{}\n").run("jobs", "submit", "--file", "-", "-o", "json");
    assertThat(ran.out())
        .isEqualTo("{\"job\":{\"id\":\"a\",\"scenario\":\"\\u009b31m\\u202e\"},\"line\":1}\n");
  }

  @Test
  void aPortThatIsNoneIsWrongUsage() {
    Ran ran = new Ran.Place().run("jobs", "list", "--master", "http://localhost:65536");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("no address of a server");
  }

  @Test
  void aConfigurationWithoutAnEndIsNotReadToIt() {
    assertThat(Path.of("/dev/zero")).as("this test needs it").exists();
    Ran ran = run("jobs", "list", "--config", "/dev/zero");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("is larger than 1 MiB");
  }
}
