package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees who asks for what cannot be had: a line that says why, and a status. */
final class StartRefusalsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir Path folder;

  @Test
  void aServerWithoutAKeyIsNotReachableFromElsewhere() throws Exception {
    assertRefused(WRONG_USAGE, "without a key", "up", "--host", "0.0.0.0");
  }

  @Test
  void aFlagThatIsNotThereIsRefused() throws Exception {
    assertRefused(WRONG_USAGE, "Unknown option: '--warp'", "up", "--warp");
  }

  @Test
  void aCommandThatIsNotThereIsRefused() throws Exception {
    assertRefused(WRONG_USAGE, "there is no command 'warp'", "warp");
    assertRefused(WRONG_USAGE, "'warp' belongs to no flag", "up", "warp");
  }

  @Test
  void aSeedThatIsNoAddressIsRefused() throws Exception {
    assertRefused(WRONG_USAGE, "a seed is HOST:PORT, not 'here'", "worker", "--seed", "here");
  }

  @Test
  void aWorkerNeedsASeed() throws Exception {
    assertRefused(WRONG_USAGE, "a worker needs either --seed HOST:PORT", "worker");
  }

  @Test
  void labelsThatAreNonePairsAreRefused() throws Exception {
    assertRefused(WRONG_USAGE, "'--labels' (K=V)", "up", "--labels", "fast");
  }

  @Test
  void anFfmpegThatIsNotThereIsRefused() throws Exception {
    assertRefused(FAILED, "--ffmpeg /no/ffmpeg is not a program", "up", "--ffmpeg", "/no/ffmpeg");
  }

  @Test
  void aFileInThePlaceOfAFolderIsRefused() throws Exception {
    Files.writeString(folder.resolve("file"), "x");
    assertRefused(FAILED, "--db: no folder can be made for file/x", "server", "--db", "file/x");
    assertRefused(FAILED, "file is a file and no folder", "up", "--media-root", "file");
  }

  @Test
  void aStoreThatIsNoneIsRefused() throws Exception {
    Files.writeString(folder.resolve("garbage.mv.db"), "this is no database");
    assertRefused(FAILED, "cannot be opened: ", "server", "--db", "garbage");
  }

  @Test
  void anAddressThatIsTakenIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertRefused(
          FAILED, "choose another --port", "server", "--cluster-port", "0", "--port", port);
      assertRefused(
          FAILED, "choose another --cluster-port", "server", "--port", "0", "--cluster-port", port);
      assertRefused(
          FAILED, "choose another --metrics-port", "server", "--port", "0", "--metrics-port", port);
    }
  }

  @Test
  void aStoreInUseIsRefused() throws Exception {
    String[] arguments = {"server", "--db", "data/x", "--port", "0", "--cluster-port", "0"};
    try (SpawnedNode first = SpawnedNode.start(folder, "first", Map.of(), arguments)) {
      ApiClient api = new ApiClient(first.awaitApi(1));
      assertRefused(FAILED, "is in use by another process", arguments);
      assertThat(api.get("/health").status()).as("the first is not disturbed").isEqualTo(200);
      assertThat(first.terminate(PATIENCE)).isZero();
    }
  }

  @Test
  void aPostgreSqlThatIsNotThereYetIsAwaitedAndThatIsSaid() throws Exception {
    try (SpawnedNode node =
        SpawnedNode.start(
            folder,
            "patient",
            Map.of(),
            "server",
            "--port",
            "0",
            "--cluster-port",
            "0",
            "--db",
            "postgres://me:hunter2@127.0.0.1:1/jobs")) {
      node.awaitText("is not there yet, trying again: Connection refused");
      assertThat(node.text()).doesNotContain("hunter2").doesNotContain("\tat ");
      assertThat(node.terminate(PATIENCE)).as("a start that was broken off").isNotZero();
    }
  }

  private void assertRefused(int status, String why, String... arguments) throws Exception {
    try (SpawnedNode node =
        SpawnedNode.start(folder, "refused-" + arguments[0], Map.of(), arguments)) {
      int ended = node.awaitEnd(PATIENCE);
      assertThat(node.text()).contains(why).doesNotContain("\tat ").doesNotContain("Exception");
      assertThat(ended).as(node.text()).isEqualTo(status);
    }
  }
}
