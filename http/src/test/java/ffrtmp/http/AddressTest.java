package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.job.JobStatus;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an address is written: its methods, slashes, escapes, and the names in its query. */
@Timeout(40)
class AddressTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer("api-key = s3cret");
    SampleServer.reset(server, JobStatus.PROCESSING);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs,'GET, HEAD, OPTIONS, POST'",
    "/api/v1/jobs/1/cancel,'OPTIONS, POST'",
    "/nodes/x,'DELETE, GET, HEAD, OPTIONS'"
  })
  void optionsSaysWhatAnAddressTakes(String path, String allowed) {
    Answer answer = call("OPTIONS", path);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
    assertThat(call("OPTIONS", "/nowhere").status()).isEqualTo(404);
  }

  @Test
  void optionsNeedsTheKeyToo() {
    Answer answer = server.send(server.request("/jobs").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void headIsGetWithoutTheBodyAndNoMethodOfItsOwn() {
    assertThat(call("HEAD", "/jobs").status()).isEqualTo(200);
    assertThat(call("HEAD", "/jobs/1").raw().body()).isEmpty();
    assertThat(call("HEAD", "/events").status()).isEqualTo(200);
    assertThat(call("HEAD", "/jobs/1/cancel").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/", "/api/v1/nodes/", "/jobs/1/"})
  void aSlashAtTheEndMakesAnotherAddressAndTheAnswerSaysSo(String path) {
    Answer answer = call("GET", path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asText()).contains("without the slash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs//1", "//jobs", "/jobs/1%2Fcancel", "/jobs/1;x=1"})
  void whatOnlyLooksLikeAnAddressIsNone(String path) {
    assertThat(call("GET", path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/%31", "/%6aobs/1", "/jobs/00000000-0000-1000-0000-0000000F4241"})
  void escapesAndTheCaseOfAUuidChangeNothing(String path) {
    assertThat(call("GET", path).status()).isEqualTo(200);
  }

  @Test
  void aNameThatAnAddressDoesNotHaveIsRefusedWithThoseThatItHas() {
    Answer answer = call("GET", "/jobs?stauts=queued&limit=5&x%0Ay=1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("stauts", "x\uFFFDy");
    assertThat(answer.raw().body()).contains("known: cursor, limit, node_id, priority");
    assertThat(call("POST", "/jobs/1/resume?force=1").faults()).containsExactly("force");
    assertThat(call("GET", "/health?probe=1").status()).isEqualTo(200);
  }

  @Test
  void aValueGivenTwiceIsRefusedWhereOneWouldBeOverlooked() {
    assertThat(call("GET", "/jobs?limit=1&limit=2").faults()).containsExactly("limit");
    assertThat(call("GET", "/jobs?status=queued&status=failed").status()).isEqualTo(200);
  }

  private static Answer call(String method, String path) {
    return server.send(
        server.request(path).header("X-API-Key", "s3cret").method(method, BodyPublishers.noBody()));
  }
}
