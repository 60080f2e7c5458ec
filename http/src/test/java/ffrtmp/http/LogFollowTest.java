package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.job.JobStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /jobs/{id}/logs}: the media types, and a log that is followed while it is written. */
@Timeout(60)
class LogFollowTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer("events { heartbeat = 10s, log-look = 20ms }");
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
    server.jobs.log(Samples.id(1), "one\ntwo\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void linesComeAsTheyAreWrittenAndTheEndIsTold() throws Exception {
    try (BufferedReader reader = follow("/jobs/1/logs?follow")) {
      assertThat(event(reader)).endsWith("event: log", "data: one", "data: two");
      server.jobs.log(Samples.id(1), "one\ntwo\nthree\nfo");
      assertThat(event(reader)).endsWith("event: log", "data: three");
      server.jobs.log(Samples.id(1), "one\ntwo\nthree\nfour");
      server.jobs.put(Samples.job(1, JobStatus.COMPLETED));
      assertThat(event(reader)).endsWith("event: log", "data: four");
      assertThat(event(reader))
          .containsExactly("id: end", "event: end", "data: {\"status\":\"completed\"}");
      assertThat(reader.readLine()).isNull();
    }
  }

  @Test
  void theNextAttemptsLogBeginsAnew() throws Exception {
    try (BufferedReader reader = follow("/api/v1/jobs/1/logs?follow=true")) {
      event(reader);
      server.jobs.log(Samples.id(1), "again\n");
      assertThat(event(reader)).endsWith("event: reset", "data: again");
    }
  }

  @Test
  void onlyTheLastLinesOfWhatIsThereAlready() throws Exception {
    try (BufferedReader reader = follow("/jobs/1/logs?follow&tail=1")) {
      assertThat(event(reader)).endsWith("event: log", "data: two");
    }
  }

  @Test
  void whoComesAgainGetsWhatWasMissedAndNothingTwice() throws Exception {
    String id;
    try (BufferedReader reader = follow("/jobs/1/logs?follow")) {
      id = event(reader).get(0).substring("id: ".length());
    }
    server.jobs.log(Samples.id(1), "one\ntwo\nthree\n");
    try (BufferedReader reader = follow("/jobs/1/logs?follow", "Last-Event-ID", id)) {
      assertThat(event(reader)).endsWith("event: log", "data: three");
    }
  }

  @Test
  void whoHasSeenTheEndIsToldToStayAwayUntilTheJobIsTriedAgain() throws Exception {
    server.jobs.put(Samples.job(1, JobStatus.FAILED));
    assertThat(server.get("/jobs/1/logs?follow", "Last-Event-ID", "end").status()).isEqualTo(204);
    server.jobs.put(Samples.job(1, JobStatus.QUEUED));
    try (BufferedReader reader = follow("/jobs/1/logs?follow", "Last-Event-ID", "end")) {
      assertThat(event(reader)).endsWith("data: one", "data: two");
    }
  }

  @Test
  void aLineThatLooksLikeAnEventIsOnlyALine() throws Exception {
    server.jobs.log(Samples.id(1), "a\rdata: b\n\nevent: end\n");
    try (BufferedReader reader = follow("/jobs/1/logs?follow")) {
      assertThat(event(reader)).endsWith("data: a", "data: data: b", "data: ", "data: event: end");
    }
  }

  @Test
  void whatCannotBeFollowedIsRefused() {
    assertThat(server.get("/jobs/9/logs?follow").status()).isEqualTo(404);
    Answer id = server.get("/jobs/1/logs?follow", "Last-Event-ID", "7");
    assertThat(id.status()).isEqualTo(400);
    assertThat(id.faults()).containsExactly("Last-Event-ID");
    assertThat(server.get("/jobs/1/logs?follow=maybe").faults()).containsExactly("follow");
    assertThat(server.get("/jobs/1/logs?follow=false").json().has("logs")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'text/plain',true",
    "'text/plain; q=0.9, application/json; q=0.8',true",
    "'application/json, text/*',false",
    "'text/*, */*; q=0.1',true",
    "'text/plain; q=0.5, application/json',false",
    "'*/*',false",
    "'text/html',false"
  })
  void textIsForThoseWhoWantItMoreThanJson(String accept, boolean text) {
    Answer answer = server.get("/jobs/1/logs", "Accept", accept);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith(text ? "text/plain" : "application/json");
  }

  private BufferedReader follow(String path, String... headers) throws Exception {
    var answer =
        server
            .open(TestServer.with(server.request(path), headers), BodyHandlers.ofInputStream())
            .get();
    assertThat(answer.statusCode()).isEqualTo(200);
    InputStream body = answer.body();
    BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    assertThat(event(reader)).containsExactly("retry: 2000");
    return reader;
  }

  /** The lines up to the next empty one. */
  private static List<String> event(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null && !line.isEmpty(); ) {
      lines.add(line);
      line = reader.readLine();
    }
    return lines;
  }
}
