package ffrtmp.ops.client;

import static ffrtmp.ops.client.Jobs.job;
import static ffrtmp.ops.client.Jobs.progress;
import static ffrtmp.ops.client.Jobs.state;
import static ffrtmp.ops.client.StubServer.events;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.ops.client.show.Screen;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job is followed to its end, whatever becomes of the connection. */
final class FollowTest {
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

  private Ran follow() {
    return Ran.at(server).run("jobs", "status", "42", "--follow");
  }

  @Test
  void aJobThatCompletesIsStatusZero() {
    server.on(
        EVENTS,
        events(
            "retry: 2000", ":", state(1, "queued", 0), progress(62), state(5, "completed", 100)));
    Ran ran = follow();
    assertThat(ran.status()).isZero();
    assertThat(ran.err().lines())
        .containsExactly(
            "42  queued  118 fps  3.9x  ETA 12s",
            "42  processing  62 %  118 fps  3.9x  ETA 12s",
            "42  completed  100 %");
    assertThat(ran.out()).contains("status    completed");
  }

  @Test
  void aJobThatFailsIsStatusOne() {
    server.on(EVENTS, events(state(3, "failed", 40)));
    assertThat(follow().status()).isEqualTo(1);
  }

  @Test
  void aConnectionThatBreaksIsTakenUpWhereItWas() {
    server
        .on(EVENTS, events("retry: 700", state(7, "processing", 10), progress(20)))
        .on(EVENTS, events(state(9, "completed", 100)));
    Ran ran = follow();
    assertThat(ran.status()).isZero();
    assertThat(ran.waits()).containsExactly(Duration.ofMillis(700));
    assertThat(ran.err()).contains("the connection broke, coming again");
    assertThat(server.asked().get(0).headers()).doesNotContainKey("Last-event-id");
    assertThat(server.asked().get(1).headers()).containsEntry("Last-event-id", "7");
  }

  @Test
  void aServerThatStartsAgainIsWaitedFor() {
    server
        .on(EVENTS, events("retry: 500", state(7, "processing", 10)))
        .on(EVENTS, exchange -> exchange.close())
        .on(EVENTS, StubServer.with(503, "text/plain", "starting"))
        .on(EVENTS, events(state(9, "completed", 100)));
    assertThat(follow().status()).isZero();
  }

  @Test
  void aServerThatStaysAwayIsStatusThree() {
    server.on(EVENTS, events(state(7, "processing", 10))).on(EVENTS, exchange -> exchange.close());
    Ran ran = follow();
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.waits().stream().mapToLong(Duration::toSeconds).sum())
        .as("the patience that was given")
        .isEqualTo(10);
  }

  @Test
  void aServerWithoutLiveEventsIsAskedEachSecond() {
    server
        .on("GET /jobs/42", 200, job("processing", 50))
        .on("GET /jobs/42", 200, job("completed", 100));
    Ran ran = follow();
    assertThat(ran.status()).isZero();
    assertThat(ran.waits()).containsExactly(Duration.ofSeconds(1));
    assertThat(server.lines()).containsExactly(EVENTS, "GET /jobs/42", "GET /jobs/42");
  }

  @Test
  void anOldServerThatTakesTheEventsForAJobIsAskedToo() {
    server.on(EVENTS, 200, job("processing", 50)).on("GET /jobs/42", 200, job("canceled", 50));
    assertThat(follow().status()).isEqualTo(1);
  }

  @Test
  void aJobThatIsNotThereIsARefusal() {
    server
        .refuses(EVENTS, 404, "there is no such job")
        .refuses("GET /jobs/42", 404, "there is no such job");
    Ran ran = follow();
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("ffrtmp: there is no such job (404)\n");
  }

  @Test
  void aKeyThatIsWrongIsNotTriedAgain() {
    server.refuses(EVENTS, 401, "a key is needed");
    assertThat(follow().status()).isEqualTo(1);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void onATerminalABarMoves() {
    server.on(EVENTS, events(progress(50), state(9, "completed", 100)));
    Ran ran =
        Ran.at(server)
            .messages(new Screen(80, false, true, true))
            .run("jobs", "status", "42", "-f");
    assertThat(ran.err())
        .isEqualTo(
            "\r\u001b[K42 processing ███████████░░░░░░░░░░░  50 %  118 fps  3.9x  ETA 12s  north-1"
                + "\r\u001b[K42 completed  ██████████████████████ 100 %  north-1\n");
  }

  @Test
  void aLogIsFollowedAndPolledAlike() {
    server.on(
        "GET /jobs/42/logs?follow=true",
        events("id: a\nevent: log\ndata: one\ndata: two", "id: end\nevent: end\ndata: {}"));
    assertThat(Ran.at(server).run("jobs", "logs", "42", "-f").out()).isEqualTo("one\ntwo\n");
    server
        .on("GET /jobs/43", 200, job("processing", 50))
        .on("GET /jobs/43", 200, job("completed", 100))
        .on("GET /jobs/43/logs", 200, "{\"logs\":\"one\\ntw\"}")
        .on("GET /jobs/43/logs", 200, "{\"logs\":\"one\\ntwo\\nthree\"}");
    Ran polled = Ran.at(server).run("jobs", "logs", "43", "-f");
    assertThat(polled.out()).isEqualTo("one\ntwo\nthree\n");
  }
}
