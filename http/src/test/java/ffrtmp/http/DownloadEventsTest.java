package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.protocol.port.DownloadInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DownloadEventsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PATH = "/api/downloads/events";

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
  void anEventIsADownloadAsTheListShowsIt() throws IOException {
    server.sessions.downloads.add(StreamSamples.download(1));
    server.sessions.following = () -> Source.single(StreamSamples.download(1));
    var answer = server.get("/api/v1/downloads/events");
    assertThat(answer.type()).startsWith("text/event-stream");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    List<String> lines = answer.raw().body().lines().filter(line -> line.contains(": ")).toList();
    assertThat(lines.get(0)).isEqualTo("retry: 2000");
    assertThat(lines.get(1)).isEqualTo("event: download");
    assertThat(json(lines.get(2)))
        .isEqualTo(server.get("/api/downloads").json().at("/downloads/0"));
  }

  @Test
  void eachDownloadComesAtMostTwiceASecondAndItsLastStateAlways() {
    int states = 300;
    // for about three seconds, a hundred changes a second, of two downloads in turn
    server.sessions.following =
        () ->
            Source.range(1, states)
                .throttle(100, Duration.ofSeconds(1))
                .map(n -> StreamSamples.withBytes(StreamSamples.download(n % 2 + 1), n));
    long begin = System.nanoTime();
    String body = server.get(PATH).raw().body();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<Long, Integer> events = new HashMap<>();
    Map<Long, Long> last = new HashMap<>();
    body.lines()
        .filter(line -> line.startsWith("data: "))
        .map(DownloadEventsTest::json)
        .forEach(
            download -> {
              events.merge(download.get("id").asLong(), 1, Integer::sum);
              last.put(download.get("id").asLong(), download.get("bytes").asLong());
            });
    assertThat(seconds).isGreaterThan(2.5);
    assertThat(events.values())
        .allSatisfy(n -> assertThat(n).isBetween(3, (int) (2 * seconds) + 1));
    assertThat(last.values()).containsExactlyInAnyOrder((long) states, (long) states - 1);
  }

  @Test
  void silenceIsFilledWithHeartbeats() throws IOException {
    server.sessions.following = Source::never;
    try (BufferedReader reader = reader(open())) {
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
    server.sessions.following =
        () -> Source.range(1, 2_000_000).map(n -> count(pulled, StreamSamples.download(n)));
    HttpResponse<InputStream> response = open();
    awaitRest(pulled);
    // what fits into the sockets' buffers, and what may wait
    assertThat(pulled.get()).isBetween(10_000, 100_000);
    response.body().close();
  }

  @Test
  void liveStreamsOfAllKindsAreCountedTogether() throws IOException {
    server.jobs.followingAll = after -> Source.never();
    HttpResponse<InputStream> first = open();
    HttpResponse<InputStream> second =
        server.open(server.request("/events"), BodyHandlers.ofInputStream()).join();
    // both are running once they have sent something
    assertThat(first.body().read()).isEqualTo('r');
    assertThat(second.body().read()).isEqualTo('r');
    assertThat(server.get(PATH).status()).isEqualTo(503);
    first.body().close();
    second.body().close();
  }

  private static DownloadInfo count(AtomicInteger pulled, DownloadInfo download) {
    pulled.incrementAndGet();
    return download;
  }

  /** Waits until the count has stood still for a second, which is two rounds. */
  private static void awaitRest(AtomicInteger count) {
    long quietSince = System.nanoTime();
    int last = -1;
    while (System.nanoTime() - quietSince < TimeUnit.MILLISECONDS.toNanos(1_200)) {
      int now = count.get();
      if (now != last || now == 0) quietSince = System.nanoTime();
      last = now;
      Thread.onSpinWait();
    }
  }

  private HttpResponse<InputStream> open() {
    return server.open(server.request(PATH), BodyHandlers.ofInputStream()).join();
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static JsonNode json(String line) {
    try {
      return MAPPER.readTree(line.substring("data: ".length()));
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
