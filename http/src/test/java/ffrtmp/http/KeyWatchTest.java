package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import ffrtmp.http.access.Admission;
import ffrtmp.http.access.Caller;
import ffrtmp.http.access.Role;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.port.JobChange;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs under a key ends with it, within five seconds. */
@Timeout(60)
class KeyWatchTest {
  private static final int WITHIN_SECONDS = 5;

  @TempDir private Path folder;
  private TestKeys keys;
  private TestServer server;
  private String ann;
  private String bob;
  private final CountDownLatch followed = new CountDownLatch(2);

  @BeforeEach
  void start() {
    keys = new TestKeys(folder);
    ann = keys.create("ann", Role.SUBMITTER, null);
    bob = keys.create("bob", Role.SUBMITTER, null);
    server = new TestServer(keys.setting());
    server.jobs.followingAll = after -> endless();
  }

  private Source<JobChange, NotUsed> endless() {
    JobSpec spec = Samples.spec();
    JobChange change = new JobChange(1, Samples.job(Samples.id(1), 1, spec, JobStatus.QUEUED));
    return Source.single(change)
        .concat(Source.maybe())
        .mapMaterializedValue(
            none -> {
              followed.countDown();
              return NotUsed.getInstance();
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRevokedKeysLiveStreamsEndAndThoseOfOthersGoOn() throws Exception {
    var hers = open(ann, "/events");
    var his = open(bob, "/events");
    assertThat(followed.await(10, TimeUnit.SECONDS)).isTrue();
    keys.revoke("ann");
    assertThat(hers.get(WITHIN_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(server.get("/jobs", "X-API-Key", ann).status()).isEqualTo(401);
    assertThatThrownBy(() -> his.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    assertThat(server.get("/jobs", "X-API-Key", bob).status()).isEqualTo(200);
    his.cancel(true);
  }

  @Test
  void anExpiringKeysLiveStreamsEndInTime() throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(4));
    String brief = keys.createUntil("eve", Role.VIEWER, end);
    await(brief);
    var stream = open(brief, "/events");
    assertThat(stream.get(4 + WITHIN_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(Instant.now()).isAfterOrEqualTo(end.minusMillis(1));
    assertThat(server.get("/jobs", "X-API-Key", brief).status()).isEqualTo(401);
  }

  /** A key made while the server runs is known as soon as it has read the file. */
  private void await(String key) {
    while (server.get("/health", "X-API-Key", key).status() != 200
        || server.get("/jobs", "X-API-Key", key).status() != 200) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anAnswerThatIsWaitedForBecomesARefusal() throws Exception {
    server.nodes.hang = true;
    var waiting = open(ann, "/nodes");
    keys.revoke("ann");
    assertThat(waiting.get(WITHIN_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(401);
  }

  @Test
  void aBatchThatStillArrivesIsBrokenOff() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      write(
          out,
          "POST /jobs/batch HTTP/1.1\r\nHost: h\r\nX-API-Key: "
              + ann
              + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n\r\n{}\n{}\n");
      while (server.jobs.count() < 2) Thread.onSpinWait();
      keys.revoke("ann");
      long begun = System.nanoTime();
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[8192];
      while (answer.indexOf("\"status\":401") < 0) {
        int read = socket.getInputStream().read(buffer);
        assertThat(read).as("more than %s", answer).isPositive();
        answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
      }
      assertThat(answer).startsWith("HTTP/1.1 207");
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(WITHIN_SECONDS));
    }
  }

  @Test
  void whatEndedByItselfIsNotWatchedAnyLonger() {
    KeyWatch watch = new KeyWatch(server.system());
    var admitted = new Admission.Admitted(Caller.ANYBODY, Optional::empty);
    CompletableFuture<akka.http.javadsl.model.HttpResponse> answer = new CompletableFuture<>();
    var request = akka.http.javadsl.model.HttpRequest.create("/jobs");
    var given = watch.over(admitted, request, same -> answer);
    assertThat(watch.open()).isEqualTo(1);
    answer.complete(akka.http.javadsl.model.HttpResponse.create());
    assertThat(given.toCompletableFuture().join().status().intValue()).isEqualTo(200);
    assertThat(watch.open()).isZero();
  }

  private CompletableFuture<HttpResponse<String>> open(String key, String path) {
    HttpRequest.Builder request = server.request(path).header("X-API-Key", key);
    return server.open(request, BodyHandlers.ofString());
  }

  private static void write(OutputStream out, String text) throws Exception {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
