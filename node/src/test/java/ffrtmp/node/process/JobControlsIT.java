package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.node.process.ApiClient.Answer;
import ffrtmp.node.process.SharedUp.Up;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client may ask of jobs and nodes, over HTTP and through to the end. */
@ExtendWith(SharedUp.class)
final class JobControlsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NOOP = "{\"engine\":\"noop\"}";

  private final ApiClient api;

  JobControlsIT(Up up) {
    this.api = up.api();
  }

  @AfterEach
  void resumeTheNode() throws Exception {
    api.command("/nodes/" + nodeId() + "/resume");
  }

  @Test
  void aFailedJobIsRunAgainWhenSomeoneSaysSo() throws Exception {
    String id = api.submit("{\"engine\":\"noop\",\"parameters\":{\"fail\":\"input_error\"}}");
    api.await(id, "failed", SOON);
    assertThat(api.command("/jobs/" + id + "/retry").path("status").asText()).isEqualTo("queued");
    Await.until("it failed again", SOON, () -> api.job(id).path("attempt").asInt() == 2);
    api.await(id, "failed", SOON);
    assertThat(api.history(id)).filteredOn("job-retried"::equals).hasSize(1);
  }

  @Test
  void aCompletedJobIsNotRunAgain() throws Exception {
    String id = api.submit(NOOP);
    api.await(id, "completed", SOON);
    assertThat(api.post("/jobs/" + id + "/retry", "").status()).isEqualTo(400);
    assertThat(api.post("/jobs/" + id + "/cancel", "").status()).isEqualTo(400);
    assertThat(api.post("/jobs/" + id + "/pause", "").status()).isEqualTo(400);
    assertThat(api.status(id)).isEqualTo("completed");
  }

  @Test
  void theSameSubmitTwiceUnderOneKeyIsOneJob() throws Exception {
    String key = UUID.randomUUID().toString();
    Answer first = api.post("/jobs", NOOP, key);
    Answer second = api.post("/jobs", NOOP, key);
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(api.post("/jobs", "{\"engine\":\"noop\",\"queue\":\"live\"}", key).status())
        .isEqualTo(422);
  }

  @Test
  void aJobForLaterWaitsForItsTime() throws Exception {
    Instant time = Instant.now().plusMillis(1_500);
    String id = api.submit("{\"engine\":\"noop\",\"not_before\":\"" + time + "\"}");
    assertThat(api.status(id)).isEqualTo("pending");
    JsonNode job = api.await(id, "completed", SOON);
    assertThat(assigned(job)).isAfterOrEqualTo(time);
  }

  @Test
  void aDrainedNodeTakesNothingAndAJobThatIsRankedHigherMeanwhileGoesFirst() throws Exception {
    assertThat(api.command("/nodes/" + nodeId() + "/drain").path("status").asText())
        .isEqualTo("draining");
    int cores = api.node().path("cpu_threads").asInt();
    String alone =
        """
        {"engine":"noop","queue":"batch","parameters":{"sleep_ms":100},"requirements":{"cpu_cores":%d}}"""
            .formatted(cores);
    String first = api.submit(alone);
    String second = api.submit(alone);
    Answer ranked = api.patch("/jobs/" + second, "{\"queue\":\"live\",\"priority\":\"high\"}");
    assertThat(ranked.body().path("queue").asText()).as("%s", ranked).isEqualTo("live");
    Await.until(
        "the scheduler knows both, and why they wait",
        SOON,
        () -> explained(first).contains("drain") && explained(second).contains("drain"));
    assertThat(api.node().path("current_job_ids")).isEmpty();
    assertThat(api.history(first)).containsExactly("job-submitted");

    assertThat(api.command("/nodes/" + nodeId() + "/resume").path("status").asText())
        .isEqualTo("available");
    JsonNode last = api.await(first, "completed", SOON);
    assertThat(assigned(api.await(second, "completed", SOON))).isBefore(assigned(last));
    assertThat(api.patch("/jobs/" + second, "{\"queue\":\"batch\"}").status()).isEqualTo(409);
  }

  @Test
  void aNodeThatHoldsAJobCannotBeTakenOut() throws Exception {
    String id = api.submit("{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":60000}}");
    Await.until("the node holds it", SOON, () -> !api.node().path("current_job_ids").isEmpty());
    assertThat(api.delete("/nodes/" + nodeId()).status()).isEqualTo(400);
    api.command("/jobs/" + id + "/cancel");
    api.await(id, "canceled", SOON);
    assertThat(api.delete("/nodes/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  private String nodeId() throws Exception {
    return api.node().path("id").asText();
  }

  private String explained(String id) throws Exception {
    return api.get("/jobs/" + id + "/explain").body().toString();
  }

  private static Instant assigned(JsonNode job) {
    for (JsonNode step : job.path("state_transitions")) {
      if (step.path("to").asText().equals("assigned")) {
        return Instant.parse(step.path("timestamp").asText());
      }
    }
    throw new AssertionError("never assigned: " + job);
  }
}
