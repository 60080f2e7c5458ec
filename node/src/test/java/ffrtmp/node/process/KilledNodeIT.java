package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.StaticFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process with every role on an H2 file, killed in the middle of its work. */
final class KilledNodeIT {
  @TempDir Path folder;

  @Test
  void afterAKillInTheMiddleEveryJobEndsOnceAndNoneIsLost() throws Exception {
    Burst burst = new Burst();
    long before;
    int endedBefore;
    try (SpawnedNode node = start()) {
      ApiClient api = new ApiClient(node.awaitApi(1));
      burst.submit(api);
      before = burst.greatestSequence(api);
      Await.until(
          "a fifth of the jobs ended",
          Duration.ofMinutes(1),
          () -> burst.ended(api) >= burst.size() / 5);
      endedBefore = burst.ended(api);
      node.kill();
    }
    assertThat(endedBefore).as("killed in the middle").isLessThan(burst.size());
    Await.until(
        "no ffmpeg of the killed node runs",
        Duration.ofSeconds(5),
        () -> Processes.ffmpegOf(folder).isEmpty());

    try (SpawnedNode node = start()) {
      ApiClient api = new ApiClient(node.awaitApi(2));
      burst.awaitAll(api, Duration.ofMinutes(2));
      Burst.Figures figures = burst.check(api);
      assertThat(partFiles()).as("outputs that nobody committed").isEmpty();
      assertThat(outputs()).as("outputs of the ten encodes").isEqualTo(10);
      String later = api.submit("{\"engine\":\"noop\"}");
      long after = api.job(later).path("sequence_number").asLong();
      assertThat(after).as("a number granted after the kill").isGreaterThan(before);
      assertThat(Processes.ffmpegOf(folder)).isEmpty();
      System.out.printf(
          "kill -9 of up on H2: %s, %d had ended before the kill; number %d before it, %d after%n",
          figures, endedBefore, before, after);
      assertThat(node.terminate(Duration.ofSeconds(30))).as("status after SIGTERM").isZero();
    }
  }

  private SpawnedNode start() throws Exception {
    return SpawnedNode.start(
        folder,
        "up",
        Map.of(),
        "up",
        "--db",
        "data/x",
        "--port",
        "0",
        "--cluster-port",
        "0",
        "--enable-noop-engine",
        "--max-concurrent-jobs",
        "4",
        "--ffmpeg",
        StaticFfmpeg.program().toString());
  }

  private long outputs() throws Exception {
    try (var files = Files.list(folder.resolve("data/media"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("burst-")).count();
    }
  }

  private java.util.List<String> partFiles() throws Exception {
    try (var files = Files.walk(folder.resolve("data/media"))) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.contains(".part")).toList();
    }
  }
}
