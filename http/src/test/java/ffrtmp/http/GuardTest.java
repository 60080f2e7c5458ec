package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.port.HistoryEntry;
import ffrtmp.protocol.worker.WorkerAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final String GET = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void aHeadThatDripsIsNotWaitedFor() throws Exception {
    try (TestServer server = new TestServer("guard.head-timeout = 500ms");
        RawClient client = new RawClient(server.port())) {
      client.send("GET /health HTTP/1.1\r\nX-Drip: ");
      assertThat(client.readToEnd()).isEmpty();
      assertCut(server, "no_request");
    }
  }

  @Test
  void aConnectionThatSaysNothingMoreIsClosed() throws Exception {
    try (TestServer server = new TestServer("guard.keep-alive = 500ms");
        RawClient client = new RawClient(server.port())) {
      assertThat(client.send(GET).readSome()).startsWith("HTTP/1.1 200");
      client.send(GET.substring(0, 20));
      assertThat(client.readToEnd()).isEmpty();
      assertCut(server, "idle");
    }
  }

  @Test
  void aBodyThatDripsIsAnswered408() throws Exception {
    try (TestServer server = new TestServer("guard.patience = 300ms");
        RawClient client = new RawClient(server.port())) {
      client.send("POST /jobs/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n");
      client.send("Content-Type: application/x-ndjson\r\n\r\n{");
      assertThat(client.readToEnd()).contains("did not arrive in time");
      assertCut(server, "slow_body");
    }
  }

  @Test
  void anAnswerThatIsNotTakenIsGivenUp() throws Exception {
    try (TestServer server =
            new TestServer("guard.patience = 300ms", "guard.bytes-per-second = 1g");
        RawClient client = new RawClient(server.port())) {
      var submitted = new JobEvent.Submitted(1, Samples.spec(), Samples.T0, Cause.SCHEDULER);
      var entry = new HistoryEntry(1, submitted, JobStatus.QUEUED);
      server.histories.put(Samples.id(7), Collections.nCopies(30_000, entry));
      client.send("GET /jobs/" + Samples.id(7) + "/history HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readSome()).startsWith("HTTP/1.1 200");
      LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
      assertThat(client.readToEnd()).doesNotEndWith("]}");
      assertCut(server, "slow_reader");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'POST /jobs HTTP/1.1|Content-Type: application/json', 413",
    "'POST /nowhere HTTP/1.1', 404",
    "'POST /jobs HTTP/1.1|Content-Type: text/plain', 415",
    "'POST /jobs/batch HTTP/1.1|Content-Type: text/plain', 415",
    "'POST /jobs/1/cancel HTTP/1.1', 404"
  })
  void whoStillSendsWhenRefusedGetsToReadWhy(String head, int status) throws Exception {
    byte[] body = "x".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII);
    try (TestServer server = new TestServer();
        RawClient client = new RawClient(server.port())) {
      server.jobs.findAfter = Duration.ofMillis(500);
      client.send(head.replace("|", "\r\n") + "\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n");
      client.send(body);
      assertThat(client.readSome()).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void anAnswerWithoutABodyIsGivenToWhoStillSends() throws Exception {
    try (TestServer server = new TestServer();
        RawClient client = new RawClient(server.port())) {
      client.send("OPTIONS /jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx");
      assertThat(client.readSome()).startsWith("HTTP/1.1 204");
    }
  }

  @Test
  void whoSendsOnAndOnIsCutOff() throws Exception {
    try (TestServer server = new TestServer("guard.linger = 300ms");
        RawClient client = new RawClient(server.port())) {
      client.send("POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n");
      client.send("Content-Length: 1000000000000\r\n\r\n");
      byte[] much = new byte[1 << 20];
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000_000; i++) client.send(much);
              })
          .isInstanceOf(IOException.class);
      assertCut(server, "still_sending");
    }
  }

  @Test
  void aRequestThatIsBeingAnsweredIsNotTakenForSilence() throws Exception {
    try (TestServer server = new TestServer("guard.keep-alive = 300ms");
        RawClient client = new RawClient(server.port())) {
      server.workers.hold = true;
      String poll = "GET /jobs/next?node_id=" + Samples.node(1) + "&wait=30s HTTP/1.1\r\n";
      client.send(GET + poll + "Host: x\r\nConnection: close\r\n\r\n");
      assertThat(client.readSome()).startsWith("HTTP/1.1 200");
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      server.workers.poll(0).answer().complete(new WorkerAnswer.HandedOut(null));
      assertThat(client.readToEnd()).endsWith("{\"job\":null}");
    }
  }

  @Test
  void oneAddressCannotTakeAllConnections() throws Exception {
    try (TestServer server = new TestServer("guard.connections-per-address = 3")) {
      List<RawClient> held = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        held.add(new RawClient(server.port(), "127.0.0.2"));
        assertThat(held.get(i).send(GET).readSome()).startsWith("HTTP/1.1 200");
      }
      try (RawClient refused = new RawClient(server.port(), "127.0.0.2")) {
        assertThat(refused.readToEnd()).isEmpty();
        assertCut(server, "address_limit");
      }
      try (RawClient other = new RawClient(server.port(), "127.0.0.3")) {
        assertThat(other.send(GET).readSome()).startsWith("HTTP/1.1 200");
      }
      for (RawClient client : held) client.close();
      untilServed(server.port(), "127.0.0.2");
    }
  }

  @Test
  void aPackedBodyIsUnpackedAndCountedInBothForms() {
    try (TestServer server = new TestServer()) {
      String job = "{\"scenario\":\"packed\",\"parameters\":{\"input\":\"in.mp4\"}}";
      byte[] packed = gzip(job.getBytes(StandardCharsets.UTF_8));
      var answer = packed(server, "/jobs", "gzip", packed);
      Series series = new Series(server.readings());
      assertThat(series.value(Metric.HTTP_COMPRESSED_BYTES, "inbound", "compressed"))
          .isEqualTo(packed.length);
      assertThat(series.value(Metric.HTTP_COMPRESSED_BYTES, "inbound", "uncompressed"))
          .isEqualTo(job.length());
      assertThat(series.value(Metric.HTTP_REQUEST_BYTES, "POST", "/jobs")).isEqualTo(packed.length);
      assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
      assertThat(answer.json().path("scenario").asText()).isEqualTo("packed");
    }
  }

  @Test
  void aBombIsAnsweredAtTheLimitAndNotUnpackedFurther() {
    try (TestServer server = new TestServer("batch.total-limit = 2 MiB")) {
      byte[] bomb = gzip(new byte[1 << 28]);
      assertThat(bomb.length).as("1:1000").isLessThan((1 << 28) / 1000);
      assertThat(packed(server, "/jobs", "gzip", bomb).status()).isEqualTo(413);
      assertRefused(server, "too_large");
      var batch = packed(server, "/jobs/batch", "gzip", bomb);
      assertThat(batch.raw().body()).contains("413");
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip, 400", "deflate, 400", "'gzip, gzip', 415", "br, 415", "';;', 415"})
  void whatIsNotPackedAsItSaysIsRefused(String encoding, int status) {
    try (TestServer server = new TestServer()) {
      byte[] body = "{\"scenario\":\"plain\"}".getBytes(StandardCharsets.UTF_8);
      assertThat(packed(server, "/jobs", encoding, body).status()).isEqualTo(status);
      assertRefused(server, status == 415 ? "encoding" : "damaged");
    }
  }

  /** Akka's own parsers fail on both with what looks like a fault of the server. */
  @Test
  void aBodyPackedSoThatItCannotBeUnpackedIsRefused() throws IOException {
    ByteArrayOutputStream hollow = new ByteArrayOutputStream();
    for (int i = 0; i < 30_000; i++) hollow.write(gzip(new byte[0]));
    byte[] json = "{\"scenario\":\"plain\"}".getBytes(StandardCharsets.UTF_8);
    Deflater foreign = new Deflater();
    foreign.setDictionary("scenario".getBytes(StandardCharsets.UTF_8));
    foreign.setInput(json);
    foreign.finish();
    byte[] packed = new byte[200];
    byte[] wantsDictionary = Arrays.copyOf(packed, foreign.deflate(packed));
    foreign.end();
    try (TestServer server = new TestServer()) {
      assertThat(packed(server, "/jobs", "gzip", hollow.toByteArray()).status()).isEqualTo(400);
      assertThat(packed(server, "/jobs", "deflate", wantsDictionary).status()).isEqualTo(400);
    }
  }

  @Test
  void aProbeOfHttp10NeedsNoHost() throws Exception {
    try (TestServer server = new TestServer();
        RawClient client = new RawClient(server.port())) {
      client.send("GET /health HTTP/1.0\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aPackedBodyMayComeByHttp10() throws Exception {
    byte[] packed = gzip("{\"scenario\":\"packed\"}".getBytes(StandardCharsets.UTF_8));
    try (TestServer server = new TestServer();
        RawClient client = new RawClient(server.port())) {
      client.send(
          "POST /jobs HTTP/1.0\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(packed.length));
      client.send(packed);
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 201").contains("packed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Authorization: Bearer right|Authorization: Bearer right', 400",
    "'X-API-Key: right|X-API-Key: wrong', 400",
    "'X-API-Key: right|Authorization: Bearer wrong', 400",
    "'X-API-Key: right|Authorization: Basic eDp5', 400",
    "'X-API-Key: right|Authorization: Bearer right', 200",
    "'Authorization: bearer right', 200",
    "'X-API-Key: wrong', 401"
  })
  void twoKeysInOneRequestAreRefused(String headers, int status) throws Exception {
    try (TestServer server = new TestServer("api-key = right");
        RawClient client = new RawClient(server.port())) {
      String lines = headers.replace("|", "\r\n");
      client.send("GET /jobs HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n\r\n");
      assertThat(client.readSome()).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void aHeaderOfAMegabyteIsRefusedAsTooLarge() throws Exception {
    try (TestServer server = new TestServer();
        RawClient client = new RawClient(server.port())) {
      client.send("GET /health HTTP/1.1\r\nHost: x\r\nX-Big: ");
      try {
        client.send("x".repeat(1 << 20)).send("\r\n\r\n");
      } catch (IOException refusedMeanwhile) {
        assertThat(refusedMeanwhile).isNotNull();
      }
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 431").contains("nosniff");
    }
  }

  @Test
  void aMillionMembersAreRefusedAtOnce() {
    try (TestServer server = new TestServer("body-limit = 32 MiB")) {
      StringBuilder json = new StringBuilder("{\"a\":0");
      for (int i = 0; i < 1_000_000; i++) json.append(",\"k").append(i).append("\":0");
      long start = System.nanoTime();
      var answer = server.post("/jobs", json.append('}').toString());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.raw().body()).hasSizeLessThan(1000);
    }
  }

  @ParameterizedTest
  @CsvSource({"max_retries", "timeout_seconds", "confidence"})
  void aNumberWithAnExponentOfAMillionIsRefusedAtOnce(String member) {
    try (TestServer server = new TestServer()) {
      long start = System.nanoTime();
      var answer = server.post("/jobs", "{\"scenario\":\"x\",\"" + member + "\":1e999999}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.faults()).containsExactly("/" + member);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @ParameterizedTest
  @CsvSource({"/health", "/nowhere", "/jobs", "/jobs?limit=x"})
  void everyAnswerTellsBrowsersToKeepOff(String path) {
    try (TestServer server = new TestServer()) {
      var answer = server.get(path);
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }
  }

  /** That one connection was ended for this, and none for another reason. */
  private static void assertCut(TestServer server, String reason) {
    new Series(server.readings()).await(1, Metric.HTTP_CONNECTIONS_CUT, reason);
    assertOnly(server, Metric.HTTP_CONNECTIONS_CUT, reason);
  }

  private static void assertRefused(TestServer server, String reason) {
    new Series(server.readings()).await(1, Metric.HTTP_PACKED_REFUSED, reason);
    assertOnly(server, Metric.HTTP_PACKED_REFUSED, reason);
  }

  private static void assertOnly(TestServer server, Metric metric, String reason) {
    assertThat(new Series(server.readings()).all(metric))
        .allSatisfy((label, count) -> assertThat(count).isEqualTo(label.equals(reason) ? 1 : 0));
  }

  private static void untilServed(int port, String from) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try (RawClient again = new RawClient(port, from)) {
        if (again.send(GET).readSome().startsWith("HTTP/1.1 200")) return;
      } catch (IOException reset) {
        assertThat(System.nanoTime()).as("places are free again").isLessThan(deadline);
      }
      assertThat(System.nanoTime()).as("places are free again").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static TestServer.Answer packed(
      TestServer server, String path, String encoding, byte[] body) {
    return server.send(
        server
            .request(path)
            .header(
                "Content-Type",
                path.endsWith("batch") ? "application/x-ndjson" : "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return packed.toByteArray();
  }
}
