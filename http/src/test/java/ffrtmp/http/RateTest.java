package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import ffrtmp.http.TestServer.Answer;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.port.JobChange;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits as clients meet them. */
@Timeout(60)
class RateTest {
  private static final long NOW = 5_000_000_000_000L;

  /** A server for which no time passes. */
  private static TestServer stopped(String... overrides) {
    TestServer server = new TestServer(overrides);
    server.nanos = () -> NOW;
    return server;
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeAgain() {
    try (TestServer server = stopped("rate { limit = 1, burst = 5 }")) {
      for (int i = 0; i < 5; i++) assertThat(server.get("/jobs").status()).isEqualTo(200);
      Answer refused = server.post("/jobs", "{}");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.type()).isEqualTo("application/problem+json");
      assertThat(refused.header("X-Request-Id")).isNotEmpty();
      assertThat(server.jobs.jobs).isEmpty();
      long seconds = Long.parseLong(refused.header("Retry-After"));
      assertThat(seconds).isEqualTo(1);
      server.nanos = () -> NOW + Duration.ofSeconds(seconds).toNanos();
      assertThat(server.post("/jobs", "{}").status()).isEqualTo(201);
      assertThat(new Series(server.readings()).value(Metric.RATE_LIMITED, "ip")).isEqualTo(1);
    }
  }

  @Test
  void healthIsNeverLimitedAndWhatIsNowhereIs() {
    try (TestServer server = stopped("rate { limit = 1, burst = 3 }")) {
      for (int i = 0; i < 20; i++) {
        assertThat(server.get("/health").status()).isEqualTo(200);
        assertThat(server.get("/api/v1/health").status()).isEqualTo(200);
      }
      for (int i = 0; i < 3; i++) assertThat(server.get("/nowhere").status()).isEqualTo(404);
      assertThat(server.get("/nowhere").status()).isEqualTo(429);
    }
  }

  @Test
  void badKeysAreNotFree() {
    try (TestServer server =
        stopped("api-key = s3cret", "rate { limit = 1, burst = 3, key = api-key }")) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.get("/jobs", "X-API-Key", "guess" + i).status()).isEqualTo(401);
      }
      assertThat(server.get("/jobs", "X-API-Key", "guess4").status()).isEqualTo(429);
      assertThat(server.get("/jobs", "X-API-Key", "s3cret").status()).isEqualTo(200);
    }
  }

  @Test
  void aFarmThatPollsTakesNothingFromWhoSubmits() {
    try (TestServer server = stopped("rate { limit = 1, burst = 2 }")) {
      server.jobs.put(Samples.job(77, JobStatus.PROCESSING));
      for (int i = 0; i < 100; i++) {
        assertThat(server.get("/api/v1/jobs/77").status()).isEqualTo(200);
      }
      assertThat(server.post("/jobs", "{}").status()).isEqualTo(201);
    }
  }

  @Test
  void behindATrustedProxyEachClientCountsAlone() throws IOException {
    try (TestServer server =
        stopped("rate { limit = 1, burst = 2, trusted-proxies = [\"127.0.0.0/8\"] }")) {
      for (int client = 1; client <= 5; client++) {
        String from = "203.0.113." + client;
        assertThat(forwarded(server, "6.6.6.6", from)).isEqualTo(200);
        assertThat(forwarded(server, "7.7.7.7", from)).isEqualTo(200);
        assertThat(forwarded(server, "8.8.8.8", from)).isEqualTo(429);
      }
      assertThat(forwarded(server, "nonsense", "127.0.0.1")).as("the proxy's own").isEqualTo(200);
    }
  }

  /** Two lines of the header, as a proxy may add one to what the client made up. */
  private static int forwarded(TestServer server, String madeUp, String seen) throws IOException {
    try (WireClient client = new WireClient(server.port())) {
      client.send(
          "GET /jobs HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: %s\r\nX-Forwarded-For: %s\r\n\r\n"
              .formatted(madeUp, seen));
      return client.read(false).status();
    }
  }

  @Test
  void streamsArePacedAndLargeAnswersArePaidOffLater() {
    try (TestServer server = new TestServer("rate.bandwidth = 20000")) {
      server.jobs.put(Samples.job(77, JobStatus.PROCESSING));
      server.jobs.followingAll =
          after ->
              Source.from(
                  LongStream.range(0, 100)
                      .mapToObj(n -> new JobChange(n, Samples.job(77, JobStatus.PROCESSING)))
                      .toList());
      long began = System.nanoTime();
      Answer stream = server.get("/events");
      double seconds = (System.nanoTime() - began) / 1e9;
      int bytes = stream.raw().body().length();
      assertThat(bytes).isGreaterThan(30_000);
      assertThat(seconds).isGreaterThan((bytes - 20_000) / 20_000.0 - 0.05);
      assertThat(stream.status()).isEqualTo(200);
      Answer submitted = server.post("/jobs", "{\"scenario\":\"" + "x".repeat(25_000) + "\"}");
      assertThat(submitted.status()).isIn(201, 400);
      Answer refused = server.get("/jobs");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().get("detail").asText())
          .isEqualTo("at most 20000 bytes a second by ip");
      assertThat(server.get("/health").status()).isEqualTo(200);
    }
  }
}
