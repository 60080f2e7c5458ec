package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.Requires;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark: how many requests the edge answers, asked by wrk. The jobs wait, since there is no
 * worker; wrk, server and database share the machine, and every commit reaches the disk.
 */
@Tag("bench")
final class EdgeThroughputIT {
  private static final int WARM_UP = Integer.getInteger("ffrtmp.bench.warm-up-seconds", 15);
  private static final int SECONDS = Integer.getInteger("ffrtmp.bench.seconds", 15);
  private static final int LINES = Integer.getInteger("ffrtmp.bench.lines", 1_000);
  private static final String[] SERVER = {
    "server", "--port", "0", "--cluster-port", "0", "--log-level", "warn"
  };
  private static final String JOB =
      """
      {"scenario":"1080p30-h264","parameters":{"input":"in.mp4"}}""";

  @TempDir Path folder;

  @BeforeAll
  static void needsWrk() {
    Requires.program("wrk");
  }

  @Test
  void onPostgreSql() throws Exception {
    try (EmbeddedPostgres postgres = ThroughputIT.durable().start()) {
      String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
      measure(Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"));
    }
  }

  private void measure(Map<String, String> environment) throws Exception {
    try (SpawnedNode node = SpawnedNode.startAsServer(folder, "server", environment, SERVER)) {
      URI api = node.awaitApi(1);
      ApiClient client = new ApiClient(api.resolve("/jobs"));
      String id = client.submit(JOB);
      Wrk get = new Wrk(folder, api.resolve("/jobs/" + id));
      Wrk post = new Wrk(folder, api.resolve("/jobs")).posting("application/json", JOB);
      Wrk batch =
          new Wrk(folder, api.resolve("/jobs/batch"))
              .posting("application/x-ndjson", (JOB + "\n").repeat(LINES));
      get.run(32, WARM_UP);
      print("GET /jobs/{id}", get.run(32, SECONDS));
      post.run(24, WARM_UP);
      print("POST /jobs, 8 at a time", post.run(8, SECONDS));
      print("POST /jobs, 24 at a time", post.run(24, SECONDS));
      batch.run(2, WARM_UP);
      long before = sequence(client);
      Wrk.Report report = batch.run(2, SECONDS);
      long jobs = sequence(client) - before - 1;
      print("POST /jobs/batch", report);
      System.out.printf("jobs by batches of %d: %.0f/s%n", LINES, jobs / report.seconds());
      assertThat(jobs).isGreaterThanOrEqualTo(report.requests() * LINES);
    }
  }

  private static long sequence(ApiClient client) throws Exception {
    String id = client.submit(JOB);
    return client.get("/jobs/" + id).body().path("sequence_number").asLong();
  }

  private static void print(String what, Wrk.Report report) {
    System.out.printf(
        "%s: %.0f/s, p50 %.1f ms, p99 %.1f ms%n",
        what, report.requests() / report.seconds(), report.p50Millis(), report.p99Millis());
    assertThat(report.refused()).as(what + " without 2xx").isZero();
  }
}
