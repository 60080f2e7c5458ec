package ffrtmp.node.doctor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MasterCheckTest {
  private static final String HEALTHY = "{\"status\":\"healthy\",\"checks\":{}}";

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void oneThatTakesTheKeyIsWell() throws Exception {
    answers("/health", 200, HEALTHY);
    server.createContext(
        "/jobs/next",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Authorization");
          exchange.sendResponseHeaders("Bearer good".equals(key) ? 400 : 401, -1);
          exchange.close();
        });
    Findings.assertOk(Findings.only(check("good")), "lets this worker in");
    Findings.assertFails(Findings.only(check("bad")), "does not know this key", "MASTER_API_KEY");
    Findings.assertFails(Findings.only(check(null)), "wants a key", "MASTER_API_KEY");
  }

  @Test
  void aKeyOfAnotherRoleIsToldApart() throws Exception {
    answers("/health", 200, HEALTHY);
    answers("/jobs/next", 403, "{}");
    Findings.assertFails(Findings.only(check("viewer")), "no worker's", "--role worker");
  }

  @Test
  void oneOfAnotherMakeIsNotAskedForAJob() throws Exception {
    answers("/health", 200, "{\"status\":\"healthy\"}");
    answers("/nodes", 200, "[]");
    Findings.assertOk(Findings.only(check("good")), "lets this worker in");
  }

  @Test
  void whatIsNoMasterIsToldApart() throws Exception {
    answers("/", 200, "<html>");
    Findings.assertFails(Findings.only(check(null)), "not as an ffrtmp does", "correct --master");
  }

  @Test
  void oneThatNobodyListensForFails() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Check check = new MasterCheck(URI.create("http://127.0.0.1:" + port), null, null, utc());
    Findings.assertFails(Findings.only(check), "nobody listens there", "start the server");
    Findings.assertFails(
        Findings.only(new SeedCheck("127.0.0.1:" + port)), "does not answer", "correct --seed");
  }

  @Test
  void aHostThatNobodyKnowsIsToldApart() throws Exception {
    Check master = new MasterCheck(URI.create("http://no-such.invalid:1"), null, null, utc());
    Findings.assertFails(Findings.only(master), "is not known here", "or the DNS");
    Findings.assertFails(
        Findings.only(new SeedCheck("no-such.invalid:1")), "is not known here", "or the DNS");
  }

  @Test
  void anotherTimeThereIsWarnedOf() throws Exception {
    answers("/health", 200, HEALTHY);
    answers("/jobs/next", 400, "{}");
    Clock ahead = Clock.offset(utc(), Duration.ofMinutes(5));
    List<Finding> found = new MasterCheck(at(), null, null, ahead).look();
    Findings.assertWarns(found.get(1), "behind ours", "NTP");
  }

  private Check check(String key) {
    return new MasterCheck(at(), key, null, utc());
  }

  private URI at() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static Clock utc() {
    return Clock.systemUTC();
  }

  private void answers(String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
