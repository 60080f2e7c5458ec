package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.port.Explanation;
import ffrtmp.protocol.port.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRoutesTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/", "/api/v1/jobs/"})
  void aJobIsFoundByItsIdAndByItsNumber(String prefix) {
    server.jobs.put(Samples.job(7, JobStatus.QUEUED));
    for (String id : List.of(Samples.id(7).toString(), "7", "007")) {
      Answer answer = server.get(prefix + id);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.raw().body()).startsWith("{\"id\":\"" + Samples.id(7) + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8",
        "7a",
        "1-1-1-1-1",
        "99999999999999999999999",
        "00000000-0000-1000-0000-000000000008",
        "-7"
      })
  void anotherNameFindsNoJob(String id) {
    server.jobs.put(Samples.job(7, JobStatus.QUEUED));
    for (String route : List.of("", "/logs", "/history", "/explain", "/events")) {
      Answer answer = server.get("/jobs/" + id + route);
      assertThat(answer.status()).as(route).isEqualTo(404);
      assertThat(answer.type()).isEqualTo("application/problem+json");
    }
    for (String command : List.of("pause", "resume", "cancel", "retry")) {
      assertThat(server.post("/jobs/" + id + "/" + command, "").status()).isEqualTo(404);
    }
    assertThat(server.call("PATCH", "/jobs/" + id, "{\"queue\":\"live\"}").status()).isEqualTo(404);
  }

  @Test
  void theStreamsKeyIsNeverShown() {
    TranscodeParameters parameters = withKey();
    JobId id = Samples.id(1);
    server.jobs.put(Samples.job(id, 1, Samples.spec(parameters), JobStatus.QUEUED));
    server.histories.put(
        id,
        List.of(
            new HistoryEntry(
                1,
                new JobEvent.Submitted(1, Samples.spec(parameters), Samples.T0, Cause.SCHEDULER),
                JobStatus.QUEUED)));
    for (String path : List.of("/jobs/1", "/jobs", "/jobs/1/history", "/jobs/1/explain")) {
      assertThat(server.get(path).raw().body()).doesNotContain("s3cret");
    }
    assertThat(server.get("/jobs/1").json().at("/parameters/stream_key").asText()).isEqualTo("***");
    assertThat(server.get("/jobs/1").json().at("/parameters/output_mode").asText())
        .isEqualTo("rtmp");
  }

  private static TranscodeParameters withKey() {
    return new TranscodeParameters(
        "a.mp4",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        OutputMode.RTMP,
        "rtmp://h/live",
        "s3cret",
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    for (int i = 1; i <= 25; i++) server.jobs.put(Samples.job(i, JobStatus.QUEUED));
    List<Long> seen = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = server.get("/jobs?limit=10" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.raw().body()).startsWith("{\"count\":");
      for (JsonNode job : page.json().get("jobs")) seen.add(job.get("sequence_number").asLong());
      assertThat(page.json().get("count").asInt()).isEqualTo(page.json().get("jobs").size());
      cursor = page.json().path("next_cursor").asText();
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().startsWith(25L).endsWith(1L);
  }

  @Test
  void anEmptyListIsAListAllTheSame() {
    assertThat(server.get("/jobs").raw().body()).isEqualTo("{\"count\":0,\"jobs\":[]}");
  }

  @Test
  void everyFilterReachesThePort() {
    Answer answer =
        server.get(
            "/api/v1/jobs?status=queued&status=failed,paused&queue=live&priority=low&node_id="
                + Samples.node(3)
                + "&scenario=a%20b&since=2026-01-01T00:00:00+01:00&limit=500");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(server.jobs.lastFilter.statuses())
        .containsExactlyInAnyOrder(JobStatus.QUEUED, JobStatus.FAILED, JobStatus.PAUSED);
    assertThat(server.jobs.lastFilter.queue()).isEqualTo(Queue.LIVE);
    assertThat(server.jobs.lastFilter.priority()).isEqualTo(Priority.LOW);
    assertThat(server.jobs.lastFilter.node()).isEqualTo(Samples.node(3));
    assertThat(server.jobs.lastFilter.scenario()).isEqualTo("a b");
    assertThat(server.jobs.lastFilter.since()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
    assertThat(server.jobs.lastFilter.limit()).isEqualTo(500);
  }

  @Test
  void everyBadFilterIsNamed() {
    Answer answer =
        server.get(
            "/jobs?status=lost&queue=x&priority=x&node_id=x&since=x&limit=501&cursor=x&scenario=%00");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults())
        .containsExactlyInAnyOrder(
            "status", "queue", "priority", "node_id", "since", "limit", "cursor", "scenario");
  }

  @ParameterizedTest
  @CsvSource({
    "pause,PROCESSING,paused",
    "resume,PAUSED,resumed",
    "cancel,PROCESSING,canceled",
    "retry,FAILED,queued"
  })
  void aCommandAnswersWithItsWord(String command, JobStatus from, String word) {
    server.jobs.put(Samples.job(1, from));
    Answer answer = server.post("/jobs/1/" + command, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("job_id").asText()).isEqualTo(Samples.id(1).toString());
    assertThat(answer.json().get("status").asText()).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "cancel", "retry"})
  void aCommandInTheWrongPhaseIsRefused(String command) {
    server.jobs.put(Samples.job(1, JobStatus.COMPLETED));
    Answer answer = server.post("/api/v1/jobs/1/" + command, "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("refused: WRONG_PHASE");
  }

  @Test
  void aCommandWithoutABodyOrTypeIsTaken() {
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
    Answer answer =
        server.send(
            server
                .request("/jobs/1/cancel?reason=enough")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(server.jobs.lastReason).isEqualTo("enough");
  }

  @Test
  void pauseHasTwoModes() {
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
    assertThat(server.post("/jobs/1/pause?mode=release", "").status()).isEqualTo(200);
    assertThat(server.jobs.lastMode).isEqualTo(PauseMode.RELEASE);
    assertThat(server.post("/jobs/1/pause?mode=gently", "").faults()).containsExactly("mode");
  }

  @Test
  void aWorkerThatCannotPauseIsTheReason() {
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
    server.jobs.refuseWith = Optional.of(Refusal.UNSUPPORTED);
    assertThat(server.post("/jobs/1/pause", "").status()).isEqualTo(400);
  }

  @Test
  void aWaitingJobGetsAnotherRank() {
    server.jobs.put(Samples.job(1, JobStatus.QUEUED));
    Answer answer = server.call("PATCH", "/jobs/1", "{\"queue\":\"live\",\"colour\":1}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("queue").asText()).isEqualTo("live");
    assertThat(answer.json().get("priority").asText()).isEqualTo("medium");
  }

  @Test
  void aRunningJobKeepsItsRank() {
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
    assertThat(server.call("PATCH", "/jobs/1", "{\"queue\":\"live\"}").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "", "{\"queue\":\"x\"}", "{\"priority\":1}"})
  void aRankThatIsNoneIsRefused(String body) {
    server.jobs.put(Samples.job(1, JobStatus.QUEUED));
    assertThat(server.call("PATCH", "/jobs/1", body).status()).isEqualTo(400);
  }

  @Test
  void logsComeAsJsonOrTextAndTheirTail() {
    server.jobs.put(Samples.job(1, JobStatus.PROCESSING));
    server.jobs.logs.put(Samples.id(1), "one\ntwo\nthree\n");
    assertThat(server.get("/jobs/1/logs").json().get("logs").asText())
        .isEqualTo("one\ntwo\nthree\n");
    assertThat(server.get("/jobs/1/logs?tail=2").json().get("logs").asText())
        .isEqualTo("two\nthree\n");
    assertThat(server.get("/jobs/1/logs?tail=0").json().get("logs").asText()).isEmpty();
    assertThat(server.get("/jobs/1/logs?tail=9").json().get("logs").asText()).startsWith("one");
    Answer text = server.get("/jobs/1/logs?tail=1", "Accept", "text/plain");
    assertThat(text.raw().body()).isEqualTo("three\n");
    assertThat(text.type()).startsWith("text/plain");
    assertThat(server.get("/jobs/1/logs?tail=-1").status()).isEqualTo(400);
  }

  @Test
  void theHistoryHasNumberTimeCauseAndStateOfEachEvent() {
    server.histories.put(
        Samples.id(1),
        List.of(
            new HistoryEntry(
                1,
                new JobEvent.Submitted(1, Samples.spec(), Samples.T0, new Cause("ada", "r1")),
                JobStatus.QUEUED),
            new HistoryEntry(
                2,
                new JobEvent.Canceled("enough", Samples.T0, Cause.SCHEDULER),
                JobStatus.CANCELED)));
    server.jobs.put(Samples.job(1, JobStatus.CANCELED));
    JsonNode json = server.get("/jobs/1/history").json();
    assertThat(json.get("count").asInt()).isEqualTo(2);
    assertThat(json.at("/events/0/number").asInt()).isEqualTo(1);
    assertThat(json.at("/events/0/type").asText()).isEqualTo("job-submitted");
    assertThat(json.at("/events/0/at").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.at("/events/0/cause/who").asText()).isEqualTo("ada");
    assertThat(json.at("/events/0/cause/request").asText()).isEqualTo("r1");
    assertThat(json.at("/events/1/status").asText()).isEqualTo("canceled");
    assertThat(json.at("/events/1/reason").asText()).isEqualTo("enough");
  }

  @Test
  void aWaitingJobIsExplainedByTheScheduler() {
    server.jobs.put(Samples.job(1, JobStatus.QUEUED));
    server.explanations.put(
        Samples.id(1),
        new Explanation(
            Samples.id(1),
            "waits for a GPU",
            3,
            null,
            List.of(new Explanation.NodeVerdict(Samples.node(1), "n1", List.of("gpu")))));
    JsonNode json = server.get("/jobs/1/explain").json();
    assertThat(json.get("position").asInt()).isEqualTo(3);
    assertThat(json.get("summary").asText()).isEqualTo("waits for a GPU");
    assertThat(json.at("/nodes/0/lacks/0").asText()).isEqualTo("gpu");
  }

  @Test
  void anEndedJobIsExplainedByItself() {
    server.jobs.put(Samples.job(1, JobStatus.COMPLETED));
    JsonNode json = server.get("/jobs/1/explain").json();
    assertThat(json.get("status").asText()).isEqualTo("completed");
    assertThat(json.get("summary").asText()).contains("completed");
  }
}
