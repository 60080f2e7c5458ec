package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.process.Curl.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts and the command line of the system before rely on, from outside, by curl. */
final class OldWireIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String KEY = "X-API-Key: s3cret";
  private static final String JSON = "Content-Type: application/json";
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String TIME = "20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?Z";
  private static final String LONG = "{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":600000}}";
  private static final String FUTURE =
      "{\"engine\":\"noop\",\"not_before\":\"2999-01-01T00:00:00Z\"}";

  @TempDir static Path folder;
  private static SpawnedNode node;
  private static Curl curl;

  @BeforeAll
  static void start() throws Exception {
    node =
        SpawnedNode.start(
            folder,
            "up",
            Map.of("MASTER_API_KEY", "s3cret"),
            "up",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--enable-noop-engine",
            "--max-concurrent-jobs",
            "8");
    curl = new Curl(node.awaitApi(1));
    Await.until("a node", SOON, () -> get("/nodes").json().path("count").asInt() == 1);
  }

  @AfterAll
  static void stop() {
    if (node != null) node.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/api/v1/jobs", "/jobs/submit", "/api/v1/jobs/submit"})
  void aSubmitIs201WithTheIdFirst(String path) throws Exception {
    Answer answer = post(path, FUTURE);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
    assertThat(answer.body()).matches("\\{\"id\":\"" + UUID + "\",\"sequence_number\":\\d+,.*}");
    assertThat(answer.headers().get("location"))
        .isEqualTo("/jobs/" + answer.json().path("id").asText());
  }

  @Test
  void aJobSaysWhatTheCommandLineReads() throws Exception {
    JsonNode job = post("/jobs", FUTURE).json();
    for (String name : List.of("status", "queue", "priority", "engine", "created_at")) {
      assertThat(job.path(name).isTextual()).as(name).isTrue();
    }
    assertThat(job.path("progress").isInt()).isTrue();
    assertThat(job.path("retry_count").isInt()).isTrue();
    assertThat(job.path("queue").asText()).isEqualTo("default");
    assertThat(job.path("priority").asText()).isEqualTo("medium");
    assertThat(job.path("created_at").asText()).matches(TIME);
  }

  @Test
  void jsonIsCompactAndWhatIsUnsetIsLeftOut() throws Exception {
    for (String path : List.of("/jobs", "/nodes", "/jobs/1", "/api/sources")) {
      String body = get(path).body();
      assertThat(body).as(path).doesNotContain("\n", "\": ", ":null");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/api/v1"})
  void listsAreCountedAndNeverNull(String prefix) throws Exception {
    assertThat(get(prefix + "/jobs?status=paused").body()).isEqualTo("{\"count\":0,\"jobs\":[]}");
    assertThat(get(prefix + "/nodes").body())
        .matches("\\{\"count\":1,\"nodes\":\\[\\{\"id\":\"" + UUID + "\",.*}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/stats/bandwidth", "/api/v1/stats/bandwidth"})
  void bandwidthIsAtBothAddresses(String path) throws Exception {
    assertThat(get(path).json().path("currentDownloadSpeed").isInt()).isTrue();
  }

  /** In the system before, such an id found the job of the number that it began with. */
  @Test
  void aUuidThatBeginsWithADigitNamesItsOwnJob() throws Exception {
    int found = 0;
    for (int i = 0; i < 40; i++) {
      JsonNode job = post("/jobs", FUTURE, "-H", "Idempotency-Key: digit-" + i).json();
      String id = job.path("id").asText();
      if (!Character.isDigit(id.charAt(0))) continue;
      found++;
      assertThat(get("/jobs/" + id).json().path("sequence_number"))
          .isEqualTo(job.path("sequence_number"));
      assertThat(get("/jobs/" + id.substring(0, 8)).json().path("id").asText()).isNotEqualTo(id);
    }
    assertThat(found).isPositive();
  }

  @Test
  void aNumberNamesTheJobToo() throws Exception {
    JsonNode job = post("/jobs", FUTURE).json();
    Answer answer = get("/jobs/" + job.path("sequence_number").asLong());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("id")).isEqualTo(job.path("id"));
  }

  @Test
  void theSameKeyGivesTheSameJobWith200() throws Exception {
    Answer first = post("/jobs", FUTURE, "-H", "Idempotency-Key: once");
    Answer again = post("/api/v1/jobs", FUTURE, "-H", "Idempotency-Key: once");
    assertThat(List.of(first.status(), again.status())).containsExactly(201, 200);
    assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(post("/jobs", LONG, "-H", "Idempotency-Key: once").status()).isEqualTo(422);
  }

  @Test
  void aJobIsPausedResumedCanceledAndTriedAgain() throws Exception {
    String id = post("/jobs", LONG).json().path("id").asText();
    Await.until(
        "it runs",
        SOON,
        () -> get("/jobs/" + id).json().path("status").asText().equals("processing"));
    assertThat(get("/nodes").body()).contains("\"current_job_id\":\"" + id + "\"");
    assertAnswer(id, "pause", "{\"job_id\":\"ID\",\"status\":\"paused\"}");
    assertAnswer(id, "resume", "{\"job_id\":\"ID\",\"status\":\"resumed\"}");
    assertAnswer(id, "cancel", "{\"job_id\":\"ID\",\"status\":\"canceled\"}");
    assertThat(get("/api/v1/jobs/" + id).json().path("status").asText()).isEqualTo("canceled");
    Await.until(
        "its process is gone",
        SOON,
        () -> get("/jobs/" + id + "/history").body().contains("job-canceled"));
    assertAnswer(id, "retry", "{\"job_id\":\"ID\",\"retry_count\":1,\"status\":\"queued\"}");
    assertAnswer(id, "cancel", "{\"job_id\":\"ID\",\"status\":\"canceled\"}");
  }

  @Test
  void aCompletedJobStaysSo() throws Exception {
    String id = post("/jobs", "{\"engine\":\"noop\"}").json().path("id").asText();
    Await.until(
        "it ended",
        SOON,
        () -> get("/jobs/" + id).json().path("status").asText().equals("completed"));
    for (String command : List.of("pause", "resume", "cancel", "retry")) {
      Answer answer = post("/jobs/" + id + "/" + command, "");
      assertThat(answer.status()).as(command).isEqualTo(400);
      assertThat(answer.json().path("detail").asText()).as(command).isNotBlank();
    }
    JsonNode job = get("/jobs/" + id).json();
    assertThat(job.path("progress").asInt()).isEqualTo(100);
    assertThat(job.path("completed_at").asText()).matches(TIME);
    assertThat(get("/jobs/" + id + "/logs").body())
        .matches("\\{\"job_id\":\"" + id + "\",\"logs\":\".*\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "{\"queue\":\"express\"},/queue",
    "{\"priority\":\"top\"},/priority",
    "{\"max_retries\":-1},/max_retries",
    "{\"parameters\":{\"crf\":99}},/parameters/crf",
    "[],''",
    "{,''"
  })
  void whatIsWrongIsNamed(String json, String pointer) throws Exception {
    Answer answer = post("/jobs", json.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).startsWith("{\"type\":\"about:blank\",\"title\":\"Bad Request\"");
    assertThat(answer.json().at("/errors/0/pointer").asText("none")).isEqualTo(pointer);
  }

  @Test
  void whatIsNotThereIs404() throws Exception {
    String unknown = "00000000-0000-4000-8000-000000000000";
    for (String path :
        List.of("/jobs/" + unknown, "/jobs/99999999", "/nodes/" + unknown, "/nowhere")) {
      Answer answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.json().path("status").asInt()).isEqualTo(404);
    }
    assertThat(post("/jobs/" + unknown + "/cancel", "").status()).isEqualTo(404);
    assertThat(curl.call("/nodes/" + unknown, "-H", KEY, "-X", "DELETE").status()).isEqualTo(404);
  }

  @Test
  void theKeyIsTakenInEitherHeaderAndHealthNeedsNone() throws Exception {
    assertThat(curl.call("/jobs").status()).isEqualTo(401);
    assertThat(curl.call("/jobs", "-H", "X-API-Key: wrong").status()).isEqualTo(401);
    assertThat(curl.call("/jobs", "-H", "Authorization: Bearer s3cret").status()).isEqualTo(200);
    assertThat(curl.call("/health").status()).isEqualTo(200);
    assertThat(curl.call("/api/v1/health").json().path("status").asText()).isEqualTo("healthy");
  }

  @Test
  void aRequestsIdIsEchoed() throws Exception {
    assertThat(curl.call("/health", "-H", "X-Request-Id: mine").headers())
        .containsEntry("x-request-id", "mine");
  }

  @Test
  void unknownMembersOfAJobAreIgnored() throws Exception {
    String json =
        "{\"engine\":\"noop\",\"not_before\":\"2999-01-01T00:00:00Z\",\"cli_version\":\"1\"}";
    assertThat(post("/jobs", json).status()).isEqualTo(201);
  }

  private static void assertAnswer(String id, String command, String expected) throws Exception {
    Answer answer = post("/jobs/" + id + "/" + command, "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(expected.replace("ID", id));
  }

  private static Answer get(String path) throws Exception {
    return curl.call(path, "-H", KEY);
  }

  private static Answer post(String path, String json, String... more) throws Exception {
    String[] options = new String[6 + more.length];
    System.arraycopy(new String[] {"-H", KEY, "-H", JSON, "-d", json}, 0, options, 0, 6);
    System.arraycopy(more, 0, options, 6, more.length);
    return curl.call(path, options);
  }
}
