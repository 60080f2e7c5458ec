package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
      int[] ports = freePorts();
      try (SpawnedNode first = server(postgres, "first", ports[0])) {
        ApiClient api = new ApiClient(first.awaitApi(1));
        try (SpawnedNode second = server(postgres, "second", ports[1], "--seed", at(ports[0]))) {
          second.awaitApi(1);
          second.signal("STOP");
          first.awaitText("UNREACHABLE");
          second.signal("CONT");
          assertThat(second.awaitEnd(Duration.ofSeconds(10))).isEqualTo(1);
          assertThat(second.text()).contains("this host stood still for");
        }
        Await.until(
            "the other takes jobs",
            Duration.ofMinutes(1),
            () -> api.post("/jobs", "{\"engine\":\"noop\"}").status() == 201);
      }
    }
  }

  /** In ascending order: of two halves the cluster keeps the one with the lowest address. */
  private static int[] freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      int[] ports = {one.getLocalPort(), other.getLocalPort()};
      Arrays.sort(ports);
      return ports;
    }
  }

  private static String at(int port) {
    return "127.0.0.1:" + port;
  }

  private SpawnedNode server(EmbeddedPostgres postgres, String name, int port, String... more)
      throws IOException {
    String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    List<String> arguments =
        new ArrayList<>(List.of("server", "--port", "0", "--enable-noop-engine"));
    arguments.addAll(List.of("--cluster-port", String.valueOf(port)));
    arguments.addAll(List.of(more));
    return SpawnedNode.start(
        folder,
        name,
        Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"),
        arguments.toArray(String[]::new));
  }
}
