package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer("events { heartbeat = 50ms, streams = 2 }");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJobsEventsBeginWithItsStateAndEndWithItsEnd() {
    server.jobs.put(view(3, JobStatus.PROCESSING, 0));
    server.jobs.following =
        (id, after) ->
            Source.from(
                List.of(
                    new JobChange(0, view(3, JobStatus.PROCESSING, 12.7)),
                    new JobChange(after + 1, view(after + 1, JobStatus.COMPLETED, 100))));
    Answer answer = server.get("/jobs/1/events");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith("text/event-stream");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(lines(answer, "id: ")).containsExactly("3", "4");
    assertThat(lines(answer, "event: ")).containsExactly("state", "progress", "state");
    assertThat(lines(answer, "data: ").get(1)).contains("\"progress\":12,");
    assertThat(lines(answer, "data: ").get(2)).contains("\"status\":\"completed\"");
  }

  @Test
  void aClientThatComesAgainGetsWhatItMissed() {
    server.jobs.put(view(9, JobStatus.PROCESSING, 0));
    server.jobs.following =
        (id, after) ->
            Source.from(
                LongStream.rangeClosed(after + 1, 9)
                    .mapToObj(n -> new JobChange(n, view(n, JobStatus.PROCESSING, 0)))
                    .toList());
    Answer answer = server.get("/api/v1/jobs/1/events", "Last-Event-ID", "6");
    assertThat(lines(answer, "id: ")).containsExactly("7", "8", "9");
  }

  @Test
  void aClientThatHasSeenTheEndIsToldToStayAway() {
    server.jobs.put(view(9, JobStatus.COMPLETED, 100));
    assertThat(server.get("/jobs/1/events", "Last-Event-ID", "9").status()).isEqualTo(204);
  }

  @Test
  void aLastIdThatIsNoneIsRefused() {
    server.jobs.put(view(9, JobStatus.COMPLETED, 100));
    assertThat(server.get("/jobs/1/events", "Last-Event-ID", "x").status()).isEqualTo(400);
    assertThat(server.get("/events", "Last-Event-ID", "-4").status()).isEqualTo(400);
  }

  @Test
  void allEventsBeginNowOrAfterTheLastId() {
    List<Long> asked = new ArrayList<>();
    server.jobs.followingAll =
        after -> {
          asked.add(after);
          return Source.single(new JobChange(after + 2, view(1, JobStatus.QUEUED, 0)));
        };
    assertThat(lines(server.get("/events"), "id: ")).containsExactly("1");
    assertThat(lines(server.get("/events", "Last-Event-ID", "41"), "id: ")).containsExactly("43");
    assertThat(asked).containsExactly(-1L, 41L);
  }

  @Test
  void silenceIsFilledWithHeartbeats() throws IOException {
    server.jobs.followingAll = after -> Source.never();
    try (BufferedReader reader = reader(open("/events"))) {
      assertThat(reader.readLine()).isEqualTo("retry: 2000");
      assertThat(reader.readLine()).isEmpty();
      assertThat(reader.readLine()).isEqualTo(":");
      assertThat(reader.readLine()).isEmpty();
      assertThat(reader.readLine()).isEqualTo(":");
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsBackTheSource() throws IOException {
    AtomicInteger pulled = new AtomicInteger();
    server.jobs.followingAll =
        after ->
            Source.range(1, 2_000_000)
                .map(
                    n -> {
                      pulled.incrementAndGet();
                      return new JobChange(n, view(n, JobStatus.QUEUED, 0));
                    });
    HttpResponse<InputStream> response = open("/events");
    awaitRest(pulled);
    // what fits into both sockets' buffers, far from all of it
    assertThat(pulled.get()).isLessThan(200_000);
    response.body().close();
  }

  @Test
  void oneStreamTooManyIsToldToComeAgainAndAnEndedOneMakesRoom() throws Exception {
    CompletableFuture<NotUsed> end = new CompletableFuture<>();
    server.jobs.followingAll =
        after ->
            Source.completionStage(end).map(done -> new JobChange(1, view(1, JobStatus.QUEUED, 0)));
    HttpResponse<InputStream> first = open("/events");
    HttpResponse<InputStream> second = open("/events");
    // both are running once they have sent something
    assertThat(first.body().read()).isEqualTo('r');
    assertThat(second.body().read()).isEqualTo('r');
    Answer third = server.get("/events");
    assertThat(third.status()).isEqualTo(503);
    assertThat(third.header("Retry-After")).isNotEmpty();
    end.complete(NotUsed.getInstance());
    first.body().readAllBytes();
    second.body().readAllBytes();
    awaitStatus(200);
  }

  private void awaitStatus(int status) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    int last;
    do {
      last = server.get("/events").status();
    } while (last != status && System.nanoTime() < deadline);
    assertThat(last).isEqualTo(status);
  }

  /** Waits until the count has stood still for half a second. */
  private static void awaitRest(AtomicInteger count) {
    long quietSince = System.nanoTime();
    int last = -1;
    while (System.nanoTime() - quietSince < TimeUnit.MILLISECONDS.toNanos(500)) {
      int now = count.get();
      if (now != last || now == 0) quietSince = System.nanoTime();
      last = now;
      Thread.onSpinWait();
    }
  }

  private HttpResponse<InputStream> open(String path) {
    return server.open(server.request(path), BodyHandlers.ofInputStream()).join();
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static List<String> lines(Answer answer, String start) {
    return answer
        .raw()
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  private static JobView view(long revision, JobStatus status, double progress) {
    return Samples.job(Samples.id(1), 1, revision, Samples.spec(), status, progress);
  }
}
