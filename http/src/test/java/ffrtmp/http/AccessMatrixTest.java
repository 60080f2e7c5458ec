package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.http.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation that the server describes, at both its places, by everybody: each role without a
 * tenant, of the job's and of another; keys that no longer hold, that never did, and none. The
 * requests are the description's own examples, which succeed for whoever may.
 */
@Timeout(120)
class AccessMatrixTest {
  private static final Map<Role, Set<Role>> ALSO =
      Map.of(
          Role.VIEWER, Set.of(Role.VIEWER),
          Role.SUBMITTER, Set.of(Role.VIEWER, Role.SUBMITTER),
          Role.OPERATOR, Set.of(Role.VIEWER, Role.SUBMITTER, Role.OPERATOR),
          Role.ADMIN, Set.of(Role.values()),
          Role.WORKER, Set.of(Role.WORKER));

  private static final String OWN = "acme";
  private static final String FOREIGN = "other";
  private static final OpenApi API = OpenApi.load();
  private static final DescribedAnswers DESCRIBED = new DescribedAnswers(API);

  /**
   * Somebody who asks.
   *
   * @param headers that carry the key
   * @param role absent: the key stands for nobody
   * @param tenant absent: of none
   */
  private record Who(String name, List<String> headers, Role role, String tenant) {
    static Who known(String key, Role role, String tenant) {
      String name = role + (tenant == null ? "" : " of " + tenant);
      return new Who(name, List.of("X-API-Key", key), role, tenant);
    }

    static Who unknown(String name, String... headers) {
      return new Who(name, List.of(headers), null, null);
    }
  }

  @TempDir private static Path folder;
  private static final List<Who> EVERYBODY = new ArrayList<>();
  private static TestServer server;

  @BeforeAll
  static void start() {
    TestKeys keys = new TestKeys(folder);
    for (Role role : Role.values()) {
      EVERYBODY.add(Who.known(keys.create("free-" + role, role, null), role, null));
      if (role == Role.WORKER) continue;
      for (String tenant : List.of(OWN, FOREIGN)) {
        EVERYBODY.add(Who.known(keys.create(tenant + "-" + role, role, tenant), role, tenant));
      }
    }
    String expired = keys.createUntil("expired", Role.ADMIN, Instant.parse("2020-01-01T00:00:00Z"));
    String revoked = keys.create("revoked", Role.ADMIN, null);
    keys.revoke("revoked");
    String known = EVERYBODY.get(0).headers().get(1);
    EVERYBODY.add(Who.unknown("nobody"));
    EVERYBODY.add(Who.unknown("an expired key", "X-API-Key", expired));
    EVERYBODY.add(Who.unknown("a revoked key", "Authorization", "Bearer " + revoked));
    EVERYBODY.add(Who.unknown("an unknown key", "X-API-Key", "k9zz." + "x".repeat(43)));
    EVERYBODY.add(Who.unknown("a known id", "X-API-Key", known.replaceFirst("\\..*", ".wrong")));
    server = new TestServer(keys.setting());
    SampleServer.fill(server);
    server.jobs.followingAll = after -> Source.never();
    server.jobs.following = (id, after) -> Source.never();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<Operation> operations() {
    return API.operations();
  }

  @Test
  void whatIsServedAsTheDescriptionIsTheOneThatTheTestsGoBy() {
    assertThat(server.get("/openapi.json").json()).isEqualTo(API.document());
    assertThat(operations()).hasSizeGreaterThan(40);
    assertThat(EVERYBODY).hasSize(18);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everybodyIsAnsweredAsDeclared(Operation operation) throws Exception {
    List<String> names = List.of(SampleServer.JOB.toString(), "1");
    for (String job : DescribedRequests.ofOneJob(operation) ? names : names.subList(0, 1)) {
      for (String path : DescribedRequests.paths(operation, job)) {
        for (Who who : EVERYBODY) {
          Answer answer = ask(operation, path, who);
          String case_ = operation + " at " + path + " by " + who.name();
          int due = due(operation, who);
          if (due == 0) assertSucceeds(case_, operation, answer);
          else DESCRIBED.checkProblem(operation, due, answer);
        }
      }
    }
  }

  private static void assertSucceeds(String case_, Operation operation, Answer answer) {
    assertThat(answer.status()).as("%s: %s", case_, answer.raw().body()).isBetween(200, 299);
    assertThat(API.response(operation, answer.status())).as(case_).isPresent();
  }

  /** The status that the description has for them; 0: a success. */
  private static int due(Operation operation, Who who) {
    if (operation.access().contains("open")) return 0;
    if (who.role() == null) return 401;
    boolean may =
        ALSO.get(who.role()).stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .anyMatch(operation.access()::contains);
    if (!may) return 403;
    if (who.tenant() == null) return 0;
    if (!operation.json().path("x-tenants").asBoolean()) return 403;
    boolean others = who.tenant().equals(FOREIGN) && DescribedRequests.ofOneJob(operation);
    return others ? 404 : 0;
  }

  @Test
  void whatIsAnothersIsAnsweredWordForWordAsWhatIsNowhere() throws Exception {
    Who foreign =
        EVERYBODY.stream()
            .filter(who -> who.role() == Role.ADMIN && FOREIGN.equals(who.tenant()))
            .findFirst()
            .orElseThrow();
    String unknown = Samples.id(77).toString();
    for (Operation operation : operations()) {
      if (!DescribedRequests.ofOneJob(operation)) continue;
      String there = words(operation, SampleServer.JOB.toString(), foreign);
      assertThat(there)
          .as("%s", operation)
          .isEqualTo(words(operation, unknown, foreign))
          .isEqualTo(words(operation, "1", foreign));
    }
  }

  private static String words(Operation operation, String job, Who who) throws Exception {
    Answer answer = ask(operation, DescribedRequests.paths(operation, job).get(0), who);
    return answer.status() + answer.raw().body();
  }

  /** Whatever the calls before may have taken away is there again. */
  private static Answer ask(Operation operation, String path, Who who) throws Exception {
    SampleServer.reset(server, DescribedRequests.before(operation), Samples.specOf(OWN));
    String[] headers = who.headers().toArray(String[]::new);
    return new Answer(
        server
            .open(
                DescribedRequests.request(server, operation, path, headers),
                whole(operation.isStream()))
            .get());
  }

  /** The body; of a stream that was opened nothing, since it has no end. */
  private static BodyHandler<String> whole(boolean stream) {
    return head ->
        stream && head.statusCode() == 200
            ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), AccessMatrixTest::closed)
            : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  private static String closed(InputStream body) {
    try {
      body.close();
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
