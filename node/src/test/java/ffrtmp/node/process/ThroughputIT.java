package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark: how fast a node takes jobs one by one over HTTP, and how fast it carries them
 * through to the end, with an engine that does nothing. Client, node and database share the
 * machine.
 */
@Tag("bench")
final class ThroughputIT {
  private static final int WARM_UP = Integer.getInteger("ffrtmp.bench.warm-up", 3_000);
  private static final int JOBS = Integer.getInteger("ffrtmp.bench.jobs", 10_000);
  private static final int IN_FLIGHT = Integer.getInteger("ffrtmp.bench.in-flight", 64);
  private static final int LAGS = 50;
  private static final String JOB =
      """
      {"engine":"noop","requirements":{"cpu_cores":0.01,"ram_bytes":1048576}}""";

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void onH2() throws Exception {
    run("H2", Map.of());
  }

  @Test
  void onPostgreSql() throws Exception {
    try (EmbeddedPostgres postgres = durable().start()) {
      String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
      run("PostgreSQL", Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"));
    }
  }

  /** With what the embedded one leaves out for speed: every commit reaches the disk. */
  static EmbeddedPostgres.Builder durable() {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  private void run(String store, Map<String, String> environment) throws Exception {
    try (SpawnedNode node =
        SpawnedNode.startAsServer(
            folder,
            "up-" + store,
            environment,
            "up",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--enable-noop-engine",
            "--log-level",
            "warn",
            "--max-concurrent-jobs",
            "150",
            "--db",
            "data/" + store)) {
      URI jobs = node.awaitApi(1).resolve("/jobs");
      ApiClient api = new ApiClient(jobs);
      submit(jobs, WARM_UP);
      awaitCompleted(api, WARM_UP);
      long began = System.nanoTime();
      long[] nanos = submit(jobs, JOBS);
      long submitted = System.nanoTime();
      awaitCompleted(api, WARM_UP + JOBS);
      long ended = System.nanoTime();
      Arrays.sort(nanos);
      System.out.printf(
          "%s: submit %.0f/s, p50 %.1f ms, p99 %.1f ms with %d in flight; %.0f jobs/s from submit to completed%n",
          store,
          JOBS / seconds(began, submitted),
          nanos[JOBS / 2] / 1e6,
          nanos[JOBS * 99 / 100] / 1e6,
          IN_FLIGHT,
          JOBS / seconds(began, ended));
      long[] lags = listLags(api);
      System.out.printf(
          "%s: a job is in the lists after p50 %.0f ms, most %.0f ms%n",
          store, lags[LAGS / 2] / 1e6, lags[LAGS - 1] / 1e6);
      assertThat(lags[LAGS / 2]).as("half of the lists' lags").isLessThan(250_000_000L);
    }
  }

  /** From the answer of a submit until the job is first in the list, nanoseconds, in order. */
  private static long[] listLags(ApiClient api) throws Exception {
    long[] lags = new long[LAGS];
    for (int i = 0; i < LAGS; i++) {
      String id = api.submit(JOB);
      long answered = System.nanoTime();
      Await.until("the job is in the list", Duration.ofSeconds(5), () -> newest(api).equals(id));
      lags[i] = System.nanoTime() - answered;
    }
    Arrays.sort(lags);
    return lags;
  }

  private static String newest(ApiClient api) throws Exception {
    return api.get("/jobs?limit=1").body().path("jobs").path(0).path("id").asText();
  }

  private long[] submit(URI jobs, int count) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(jobs)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JOB))
            .build();
    long[] nanos = new long[count];
    AtomicInteger refused = new AtomicInteger();
    Semaphore places = new Semaphore(IN_FLIGHT);
    for (int i = 0; i < count; i++) {
      places.acquire();
      int index = i;
      long sent = System.nanoTime();
      var unused =
          client
              .sendAsync(request, BodyHandlers.discarding())
              .whenComplete(
                  (response, failure) -> {
                    nanos[index] = System.nanoTime() - sent;
                    if (failure != null || response.statusCode() != 201) refused.incrementAndGet();
                    places.release();
                  });
    }
    places.acquire(IN_FLIGHT);
    assertThat(refused).as("submits that were not accepted").hasValue(0);
    return nanos;
  }

  private static void awaitCompleted(ApiClient api, int jobs) throws Exception {
    Await.until("job " + jobs + " completed", Duration.ofMinutes(5), () -> open(api) == 0);
  }

  private static int open(ApiClient api) throws Exception {
    return api.get("/jobs?status=queued&status=assigned&status=processing&limit=1")
        .body()
        .path("count")
        .asInt();
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
