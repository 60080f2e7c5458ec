package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two control nodes on one PostgreSQL, of which one is stopped for a while as a paused host is. */
final class FrozenHostIT {
  @TempDir Path folder;

  @Test
  void aControlNodeThatWasFrozenEndsAtOnceAndTheOtherServesOn() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      int clusterPort = freePort();
      try (SpawnedNode first = server(postgres, "first", "--cluster-port", "" + clusterPort)) {
        ApiClient api = new ApiClient(first.awaitApi(1));
        try (SpawnedNode second = joining(postgres, clusterPort)) {
          second.awaitApi(1);
          signal(second, "STOP");
          first.awaitText("UNREACHABLE");
          signal(second, "CONT");
          assertThat(second.awaitEnd(Duration.ofSeconds(10))).isEqualTo(1);
          assertThat(second.text()).contains("this host stood still for");
        }
        String id = api.submit("{\"engine\":\"noop\"}");
        assertThat(api.status(id)).isEqualTo("queued");
      }
    }
  }

  private static void signal(SpawnedNode node, String name) throws Exception {
    String pid = String.valueOf(node.pid());
    assertThat(new ProcessBuilder("kill", "-s", name, pid).start().waitFor()).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private SpawnedNode joining(EmbeddedPostgres postgres, int seedPort) throws IOException {
    return server(postgres, "second", "--cluster-port", "0", "--seed", "127.0.0.1:" + seedPort);
  }

  private SpawnedNode server(EmbeddedPostgres postgres, String name, String... more)
      throws IOException {
    String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    List<String> arguments =
        new ArrayList<>(List.of("server", "--port", "0", "--enable-noop-engine"));
    arguments.addAll(List.of(more));
    return SpawnedNode.start(
        folder,
        name,
        Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"),
        arguments.toArray(String[]::new));
  }
}
