package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.http.access.Role;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobChange;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TenantsTest {
  @TempDir private Path folder;
  private TestServer server;
  private String acme;
  private String other;
  private String operator;

  @BeforeEach
  void start() {
    TestKeys keys = new TestKeys(folder);
    acme = keys.create("ann", Role.SUBMITTER, "acme");
    other = keys.create("bob", Role.SUBMITTER, "other");
    operator = keys.create("olga", Role.OPERATOR, null);
    keys.append("tenants { acme { queued = 2 } }\n");
    server = new TestServer(keys.setting());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSubmitOfATenantIsTheTenantsJob() {
    Answer answer = submit(acme, "{\"tenant_id\":\"other\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("tenant_id").asText()).isEqualTo("acme");
    assertThat(submit(operator, "{\"tenant_id\":\"other\"}").json().path("tenant_id").asText())
        .isEqualTo("other");
    assertThat(submit(operator, "{}").json().has("tenant_id")).isFalse();
  }

  @Test
  void aListShowsATenantItsOwnJobsAlone() {
    submit(acme, "{}");
    submit(other, "{}");
    submit(operator, "{}");
    assertThat(get("/jobs", acme).json().path("count").asInt()).isEqualTo(1);
    assertThat(get("/jobs", other).json().path("count").asInt()).isEqualTo(1);
    assertThat(get("/jobs", operator).json().path("count").asInt()).isEqualTo(3);
  }

  @Test
  void theSameIdempotencyKeyOfTwoTenantsMeansTwoJobs() {
    String one = submit(acme, "{}", "Idempotency-Key", "k").json().path("id").asText();
    String two = submit(other, "{}", "Idempotency-Key", "k").json().path("id").asText();
    assertThat(one).isNotEqualTo(two);
    assertThat(submit(acme, "{}", "Idempotency-Key", "k").json().path("id").asText())
        .isEqualTo(one);
  }

  @Test
  void liveEventsAreTheTenantsOwn() {
    server.jobs.followingAll = after -> Source.from(List.of(change(1, "acme"), change(2, "other")));
    assertThat(get("/events", acme).raw().body())
        .contains(Samples.id(1).toString())
        .doesNotContain(Samples.id(2).toString());
    assertThat(get("/events", operator).raw().body())
        .contains(Samples.id(1).toString(), Samples.id(2).toString());
  }

  @Test
  void aNodeDoesNotNameTheJobsOfOthers() {
    server.nodes.nodes.put(Samples.node(1), Samples.nodeInfo(1));
    server.nodes.ownedBy = (job, tenant) -> job.equals(Samples.id(2)) && tenant.equals("acme");
    for (String path : List.of("/nodes", "/nodes/" + Samples.node(1))) {
      assertThat(get(path, acme).raw().body())
          .contains(Samples.id(2).toString())
          .doesNotContain(Samples.id(1).toString());
      assertThat(get(path, other).raw().body()).doesNotContain(Samples.id(2).toString());
      assertThat(get(path, operator).raw().body()).contains(Samples.id(1).toString());
    }
  }

  @Test
  void moreThanMayWaitIsToldToComeAgain() {
    assertThat(submit(acme, "{}").status()).isEqualTo(201);
    assertThat(submit(acme, "{}", "Idempotency-Key", "k").status()).isEqualTo(201);
    Answer full = submit(acme, "{}");
    assertThat(full.status()).isEqualTo(429);
    assertThat(full.header("Retry-After")).isEqualTo("5");
    assertThat(submit(acme, "{}", "Idempotency-Key", "k").status()).as("a repeat").isEqualTo(200);
    assertThat(submit(other, "{}").status()).isEqualTo(201);
    assertThat(submit(operator, "{\"tenant_id\":\"acme\"}").status()).isEqualTo(429);
  }

  @Test
  void inABatchEachJobIsToldOfTheLimitInItsPlace() {
    Answer answer = server.post("/jobs/batch", "[{},{},{}]", "X-API-Key", acme);
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().path("results").findValuesAsText("status")).contains("201", "429");
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
  }

  private static JobChange change(long number, String tenant) {
    JobSpec spec = Samples.specOf(tenant);
    JobView job = Samples.job(Samples.id(number), number, spec, JobStatus.QUEUED);
    return new JobChange(number, job);
  }

  private Answer get(String path, String key) {
    return server.get(path, "X-API-Key", key);
  }

  private Answer submit(String key, String json, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "X-API-Key";
    all[1] = key;
    return server.post("/jobs", json, all);
  }
}
