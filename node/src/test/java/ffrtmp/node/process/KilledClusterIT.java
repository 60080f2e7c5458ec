package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.StaticFfmpeg;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server and a worker in processes of their own on a real PostgreSQL, each killed in the middle.
 */
final class KilledClusterIT {
  @TempDir Path folder;

  private EmbeddedPostgres postgres;
  private int clusterPort;

  @BeforeEach
  void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    try (ServerSocket free = new ServerSocket(0)) {
      clusterPort = free.getLocalPort();
    }
  }

  @AfterEach
  void stopPostgres() throws IOException {
    postgres.close();
  }

  @Test
  void whicheverIsKilledEveryJobEndsOnceAndNoneIsLost() throws Exception {
    Burst burst = new Burst();
    long before;
    try (SpawnedNode worker = worker("worker")) {
      try (SpawnedNode server = server()) {
        ApiClient api = new ApiClient(server.awaitApi(1));
        burst.submit(api);
        before = burst.greatestSequence(api);
        awaitEnded(burst, api, 10);
        server.kill();
      }
      try (SpawnedNode server = server()) {
        ApiClient api = new ApiClient(server.awaitApi(2));
        awaitEnded(burst, api, 25);
        worker.kill();
        Await.until(
            "no ffmpeg of the killed worker runs",
            Duration.ofSeconds(5),
            () -> Processes.ffmpegOf(folder).isEmpty());
        try (SpawnedNode second = worker("worker-again")) {
          burst.awaitAll(api, Duration.ofMinutes(3));
          Burst.Figures figures = burst.check(api);
          String later = api.submit("{\"engine\":\"noop\"}");
          long after = api.job(later).path("sequence_number").asLong();
          assertThat(after).as("a number granted after the kill").isGreaterThan(before);
          assertThat(Processes.ffmpegOf(folder)).isEmpty();
          System.out.printf(
              "kill -9 of server, then of worker, on PostgreSQL: %s; number %d before, %d after%n",
              figures, before, after);
          assertThat(second.terminate(Duration.ofSeconds(45)))
              .as("the worker's status after SIGTERM")
              .isZero();
        }
        assertThat(server.terminate(Duration.ofSeconds(30)))
            .as("the server's status after SIGTERM")
            .isZero();
      }
    }
  }

  private static void awaitEnded(Burst burst, ApiClient api, int jobs) throws Exception {
    Await.until(jobs + " jobs ended", Duration.ofMinutes(2), () -> burst.ended(api) >= jobs);
  }

  private SpawnedNode server() throws IOException {
    String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    return SpawnedNode.start(
        folder,
        "server",
        Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"),
        "server",
        "--port",
        "0",
        "--cluster-port",
        String.valueOf(clusterPort),
        "--enable-noop-engine");
  }

  private SpawnedNode worker(String name) throws IOException {
    return SpawnedNode.start(
        folder,
        name,
        Map.of(),
        "worker",
        "--seed",
        "127.0.0.1:" + clusterPort,
        "--enable-noop-engine",
        "--max-concurrent-jobs",
        "4",
        "--ffmpeg",
        StaticFfmpeg.program().toString());
  }
}
