package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import ffrtmp.http.access.Role;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.port.HistoryEntry;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every route with every role, for callers of no tenant, of the job's, and of another. */
@Timeout(120)
class AccessMatrixTest {
  private static final Map<Role, Set<Role>> ALSO =
      Map.of(
          Role.VIEWER, Set.of(Role.VIEWER),
          Role.SUBMITTER, Set.of(Role.VIEWER, Role.SUBMITTER),
          Role.OPERATOR, Set.of(Role.VIEWER, Role.SUBMITTER, Role.OPERATOR),
          Role.ADMIN, Set.of(Role.values()),
          Role.WORKER, Set.of(Role.WORKER));

  @TempDir private static Path folder;
  private static final Map<Role, String> FREE = new EnumMap<>(Role.class);
  private static final Map<Role, String> OWN = new EnumMap<>(Role.class);
  private static final Map<Role, String> FOREIGN = new EnumMap<>(Role.class);
  private static TestServer server;

  @BeforeAll
  static void start() {
    TestKeys keys = new TestKeys(folder);
    for (Role role : Role.values()) {
      FREE.put(role, keys.create("free-" + role, role, null));
      if (role == Role.WORKER) continue;
      OWN.put(role, keys.create("own-" + role, role, "acme"));
      FOREIGN.put(role, keys.create("foreign-" + role, role, "other"));
    }
    server = new TestServer(keys.setting());
    server.jobs.followingAll = after -> Source.never();
    server.jobs.following = (id, after) -> Source.never();
    server.nodes.ownedBy = (job, tenant) -> tenant.equals("acme");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What is there to be asked for, as the calls before may have taken it away. */
  private static void furnish() {
    var job = Samples.job(Samples.id(1), 1, Samples.specOf("acme"), JobStatus.PROCESSING);
    server.jobs.put(job);
    server.jobs.logs.put(job.id(), "log");
    var event = new JobEvent.Resumed(Samples.T0, Cause.SCHEDULER);
    server.histories.put(job.id(), List.of(new HistoryEntry(1, event, job.status())));
    server.nodes.nodes.put(Samples.node(1), Samples.nodeInfo(1));
  }

  @TestFactory
  List<DynamicTest> everyRouteKeepsItsDeclaration() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Route route : server.routes()) {
      for (String id : ids(route)) {
        String path = route.template().replace("{id}", id).replace("{file}", "swagger-ui.css");
        tests.add(
            DynamicTest.dynamicTest(route.method().value() + " " + path, () -> holds(route, path)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests;
  }

  /** A job by both its names. */
  private static List<String> ids(Route route) {
    if (route.template().startsWith("/jobs/{id}")) return List.of(Samples.id(1).toString(), "1");
    if (route.template().startsWith("/nodes/{id}")) return List.of(Samples.node(1).toString());
    return List.of("1");
  }

  private static void holds(Route route, String path) throws Exception {
    boolean open = route.access().open();
    assertThat(status(route, path, null)).as("nobody").isEqualTo(open ? 200 : 401);
    if (open) return;
    for (Role role : Role.values()) {
      boolean may = ALSO.get(role).stream().anyMatch(route.access().roles()::contains);
      allowed(status(route, path, FREE.get(role)), may, role + " of no tenant");
      if (role == Role.WORKER) continue;
      boolean own = may && route.access().tenants();
      int theirs = status(route, path, OWN.get(role));
      allowed(theirs, own, role + " of the job's tenant");
      int foreign = status(route, path, FOREIGN.get(role));
      if (own && route.template().startsWith("/jobs/{id}")) {
        assertThat(theirs).as("%s of the job's tenant", role).isNotEqualTo(404);
        assertThat(foreign).as("%s of another tenant", role).isEqualTo(404);
      } else {
        allowed(foreign, own, role + " of another tenant");
      }
    }
  }

  private static void allowed(int status, boolean may, String who) {
    if (may) assertThat(status).as(who).isNotIn(401, 403, 405, 500);
    else assertThat(status).as(who).isEqualTo(403);
  }

  @Test
  void whatIsAnothersIsAnsweredWordForWordAsWhatIsNowhere() throws Exception {
    String unknown = Samples.id(77).toString();
    for (Route route : server.routes()) {
      if (!route.template().startsWith("/jobs/{id}")) continue;
      furnish();
      var there = answer(route, route.template().replace("{id}", Samples.id(1).toString()));
      var nowhere = answer(route, route.template().replace("{id}", unknown));
      var byNumber = answer(route, route.template().replace("{id}", "1"));
      assertThat(there).as(route.name()).isEqualTo(nowhere).isEqualTo(byNumber);
    }
  }

  private static String answer(Route route, String path) throws Exception {
    HttpResponse<InputStream> response = call(route, path, FOREIGN.get(Role.ADMIN));
    try (InputStream body = response.body()) {
      return response.statusCode() + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int status(Route route, String path, String key) throws Exception {
    furnish();
    HttpResponse<InputStream> response = call(route, path, key);
    response.body().close();
    return response.statusCode();
  }

  private static HttpResponse<InputStream> call(Route route, String path, String key)
      throws Exception {
    var request = server.request(path).header("Content-Type", "application/json");
    Optional.ofNullable(key).ifPresent(known -> request.header("X-API-Key", known));
    request.method(
        route.method().value(),
        route.readsBody()
            ? BodyPublishers.ofString("{\"priority\":\"high\"}")
            : BodyPublishers.noBody());
    return server.open(request, BodyHandlers.ofInputStream()).get();
  }
}
