package ffrtmp.ops.client;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.ops.client.wire.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a script can tell apart by the status, and a person by one line. */
final class RefusalsTest {
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatTheServerRefusedIsStatusOneAndItsDetailIsShown() {
    server.refuses("GET /jobs/9", 404, "there is no such job");
    Ran ran = Ran.at(server).run("jobs", "status", "9");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("ffrtmp: there is no such job (404)\n");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void everyFieldThatIsWrongIsNamed() {
    server.on(
        "POST /jobs",
        400,
        "{\"detail\":\"2 fields are wrong\",\"errors\":[{\"pointer\":\"/queue\",\"detail\":\"must be one of live\"},{\"pointer\":\"/parameters/crf\",\"detail\":\"is too large\"}]}");
    Ran ran = Ran.at(server).run("jobs", "submit", "--queue", "express", "--param", "crf=99");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("2 fields are wrong: queue must be one of live; parameters/crf is too large");
  }

  @Test
  void anOldServerIsNamedAsThePossibleReason() {
    Ran ran = Ran.at(server).run("jobs", "explain", "1");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("the server does not know GET /jobs/1/explain: 404 page not found (404)")
        .contains("older than this");
  }

  @Test
  void aLineThatIsTooLongIsNotReadToItsEnd() {
    String line = "{\"scenario\":\"" + "x".repeat(1 << 20) + "\"}";
    Ran ran = Ran.at(server).piping(line).run("jobs", "submit", "--file", "-");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("a line of more than 1048576 characters");
  }

  @Test
  void aKeyThatIsMissingIsHintedAt() {
    server.refuses("GET /nodes", 401, "a key is needed");
    Ran ran = Ran.at(server).run("nodes", "list");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("a key is needed (401)").contains("MASTER_API_KEY");
  }

  @Test
  void anAnswerThatIsNoJsonIsARefusal() {
    server.on("GET /nodes", StubServer.with(200, "text/html", "<html>a router</html>"));
    Ran ran = Ran.at(server).run("nodes", "list");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("is no JSON").contains("an ffrtmp server?");
  }

  @Test
  void aServerThatSendsElsewhereIsNotFollowed() {
    server.on("GET /nodes", StubServer.with(301, "text/plain", "moved", "Location", "http://x/"));
    assertThat(Ran.at(server).run("nodes", "list").err()).contains("sends elsewhere (301)");
  }

  @Test
  void whoIsToldToWaitWaitsAndSaysSo() {
    server
        .on("GET /nodes", StubServer.with(429, "text/plain", "slow", "Retry-After", "3"))
        .on("GET /nodes", StubServer.with(503, "text/plain", "slow", "Retry-After", "2"))
        .on("GET /nodes", 200, "{\"count\":0,\"nodes\":[]}");
    Ran ran = Ran.at(server).run("nodes", "list");
    assertThat(ran.status()).isZero();
    assertThat(ran.waits()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(2));
    assertThat(ran.err()).contains("the server asks to wait 3 s (429)");
  }

  @Test
  void aTimeToWaitForIsUnderstoodToo() {
    server
        .on(
            "GET /nodes",
            StubServer.with(503, "text/plain", "", "Retry-After", "Sat, 21 Nov 2026 12:00:05 GMT"))
        .on("GET /nodes", 200, "{\"count\":0,\"nodes\":[]}");
    assertThat(Ran.at(server).run("nodes", "list").waits()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void nobodyWaitsForEver() {
    server.on("GET /nodes", StubServer.with(429, "text/plain", "slow", "Retry-After", "25"));
    Ran ran = Ran.at(server).run("nodes", "list");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.waits()).hasSize(2);
    assertThat(server.asked()).hasSize(3);
    assertThat(ran.err()).contains("(429)").contains("try again later");
  }

  @Test
  void aServerThatIsNotThereIsStatusThree() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Ran ran = new Ran.Place().run("jobs", "list", "--master", "http://127.0.0.1:" + port);
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err())
        .contains("cannot be reached: Connection refused")
        .contains("hint: is it running (ffrtmp up starts one)?");
    Ran job =
        new Ran.Place()
            .run("jobs", "submit", "--scenario", "x", "--master", "http://127.0.0.1:" + port);
    assertThat(job.err()).as("nobody has heard of the job").doesNotContain("--idempotency-key");
  }

  @Test
  void aServerThatHangsIsStatusThree() {
    CountDownLatch over = new CountDownLatch(1);
    server.on(
        "GET /nodes",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Patience little =
        new Patience(
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ZERO);
    Ran ran = Ran.at(server).patience(little).run("nodes", "list");
    over.countDown();
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("no answer in time");
  }

  @Test
  void aConnectionThatBreaksIsStatusThreeAndNoJobIsSentTwice() {
    server.on("POST /jobs", exchange -> exchange.close());
    Ran ran = Ran.at(server).run("jobs", "submit", "--scenario", "x", "--idempotency-key", "k1");
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("--idempotency-key k1");
    assertThat(server.asked()).as("a POST is not repeated behind one's back").hasSize(1);
  }

  @Test
  void aWordThatIsNoneOfAFewIsToldWithThem() {
    Ran ran = Ran.at(server).run("jobs", "list", "-o", "xml");
    assertThat(ran.err()).startsWith("ffrtmp: --output is one of table, json, yaml, not 'xml'\n");
  }

  @Test
  void wrongUsageIsStatusTwo() {
    assertThat(Ran.at(server).run("jobs", "status", "--warp").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "cancel").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "submit").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "list", "--limit", "0").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "list", "--status", "lost").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "list", "-o", "xml").status()).isEqualTo(2);
    assertThat(Ran.at(server).run("jobs", "list", "--master", "ftp://x").status()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void whatAServerSaysSteersNoTerminal() {
    server.refuses("GET /jobs/9", 404, "\\u001b]0;owned\\u0007\\u009b2J gone \\u202etxt");
    Ran ran = Ran.at(server).run("jobs", "status", "9");
    assertThat(ran.err()).contains("owned").contains("gone");
    assertThat(ran.err().chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
    assertThat(ran.err()).doesNotContain("\u202e");
  }
}
