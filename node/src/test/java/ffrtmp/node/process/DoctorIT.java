package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.tls.HostNames;
import ffrtmp.http.tls.SelfSigned;
import ffrtmp.http.tls.TlsFiles;
import ffrtmp.node.Requires;
import ffrtmp.node.worker.StaticFfmpeg;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a machine on which things are wrong, and of one that is well. */
final class DoctorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  /** What it printed, and its status. */
  private record Said(int status, JsonNode json, String text) {
    JsonNode of(String name) {
      for (JsonNode check : json.path("checks")) {
        if (check.path("name").asText().equals(name)) return check;
      }
      throw new AssertionError("nothing is said of " + name + ":\n" + text);
    }

    void fails(String name, String found, String remedy) {
      JsonNode check = of(name);
      assertThat(check.path("result").asText()).as(check.toString()).isEqualTo("fail");
      assertThat(check.path("found").asText()).contains(found);
      assertThat(check.path("remedy").asText()).contains(remedy);
    }
  }

  @Test
  void eachThingThatIsWrongIsNamedWithItsRemedy() throws Exception {
    TlsFiles expired = new TlsFiles(folder.resolve("old.crt"), folder.resolve("old.key"), null);
    new SelfSigned(Clock.offset(Clock.systemUTC(), Duration.ofDays(-900)), new SecureRandom())
        .ensure(expired, HostNames.of(List.of("localhost"), List.of()));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Said said =
          doctor(
              Map.of(
                  "PATH", "",
                  "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                  "DATABASE_DSN", "postgres://me:hunter2@127.0.0.1:1/jobs"),
              "up",
              "--port",
              String.valueOf(taken.getLocalPort()),
              "--cluster-port",
              "0",
              "--tls",
              "--cert",
              "old.crt",
              "--key",
              "old.key");
      assertThat(said.status()).isEqualTo(1);
      assertThat(said.text()).doesNotContain("hunter2");
      String pid = "(pid " + ProcessHandle.current().pid() + ")";
      said.fails("api port", "is taken by java " + pid, "choose another --port");
      said.fails("ffmpeg", "none on the PATH", "apt install ffmpeg");
      said.fails("certificate", "expired at", "renew it");
      said.fails("store", "jdbc:postgresql://127.0.0.1:1/jobs", "start PostgreSQL");
      assertThat(said.json().path("fail").asInt()).as(said.text()).isEqualTo(4);
    }
  }

  @Test
  void aFullDiskIsNamedWithItsRemedy() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("full"));
    Requires.that(
        status("mount", "-t", "tmpfs", "-o", "size=1m", "ffrtmp-test", disk.toString()) == 0,
        "the right to mount a tmpfs");
    try {
      fill(disk.resolve("ballast"));
      Said said =
          doctor(
              Map.of(),
              "--port",
              "0",
              "--cluster-port",
              "0",
              "--media-root",
              disk.toString(),
              "--ffmpeg",
              StaticFfmpeg.program().toString());
      assertThat(said.status()).isEqualTo(1);
      said.fails("media root", "is full (0 MiB free of 1 MiB)", "make room on it");
      assertThat(said.json().path("fail").asInt()).as(said.text()).isEqualTo(1);
    } finally {
      assertThat(status("umount", disk.toString())).isZero();
    }
  }

  @Test
  void aServerThatRunsAlreadyIsNoFaultAndItsWorkerIsLetIn() throws Exception {
    int port = freePort();
    String[] flags = {"--db", "data/x", "--port", String.valueOf(port), "--cluster-port", "0"};
    Map<String, String> key = Map.of("MASTER_API_KEY", "open-sesame");
    String[] server = {"server", flags[0], flags[1], flags[2], flags[3], flags[4], flags[5]};
    try (SpawnedNode node = SpawnedNode.start(folder, "server", key, server)) {
      URI api = node.awaitApi(1);
      Said itself = doctor(key, server);
      assertThat(itself.status()).as(itself.text()).isZero();
      String running = "ffrtmp (pid " + node.pid() + "), which is running already";
      assertThat(itself.of("api port").path("found").asText()).contains(running);
      assertThat(itself.of("store").path("found").asText()).contains(running);

      String[] worker = {"--master", api.toString(), "--enable-noop-engine"};
      assertThat(doctor(key, worker).of("master").path("found").asText()).contains("lets this");
      doctor(Map.of("MASTER_API_KEY", "guessed"), worker)
          .fails("master", "does not know this key", "MASTER_API_KEY");
      assertThat(new ApiClient(api).get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void flagsThatNoServerWouldTakeAreAFindingAndUnknownOnesWrongUsage() throws Exception {
    Said said = doctor(Map.of(), "server", "--host", "0.0.0.0", "--port", "0");
    assertThat(said.status()).isEqualTo(1);
    said.fails("flags", "without a key", "correct the command line");
    try (SpawnedNode node = SpawnedNode.start(folder, "unknown", Map.of(), "doctor", "--warp")) {
      assertThat(node.awaitEnd(PATIENCE)).isEqualTo(2);
    }
  }

  @Test
  void whatIsRecommendedIsWhatAServerStartsWith() throws Exception {
    for (String form : List.of("conf", "json")) {
      Path file = folder.resolve("recommended." + form);
      try (SpawnedNode node =
          SpawnedNode.start(folder, form, Map.of(), "config", "recommend", "-o", form)) {
        assertThat(node.awaitEnd(PATIENCE)).as(node.text()).isZero();
        Files.writeString(file, node.text());
      }
      Map<String, String> configured = Map.of("FFRTMP_CONFIG", file.toString());
      String[] up = {"up", "--port", "0", "--cluster-port", "0", "--enable-noop-engine"};
      try (SpawnedNode node = SpawnedNode.start(folder, "up-" + form, configured, up)) {
        ApiClient api = new ApiClient(node.awaitApi(1));
        int slots = ConfigFactory.parseFile(file.toFile()).getInt("ffrtmp.max-concurrent-jobs");
        Await.until(
            "the worker offers what was recommended",
            Duration.ofSeconds(30),
            () -> api.get("/nodes").body().at("/nodes/0/max_concurrent_jobs").asInt() == slots);
      }
    }
  }

  private Said doctor(Map<String, String> environment, String... flags) throws Exception {
    String[] words = new String[flags.length + 3];
    words[0] = "doctor";
    System.arraycopy(flags, 0, words, 1, flags.length);
    words[flags.length + 1] = "-o";
    words[flags.length + 2] = "json";
    String name = "doctor-" + System.nanoTime();
    try (SpawnedNode node = SpawnedNode.start(folder, name, environment, words)) {
      int status = node.awaitEnd(PATIENCE);
      String text = node.text();
      assertThat(text).as("JSON and nothing else").startsWith("{");
      return new Said(status, new ObjectMapper().readTree(text), text);
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] page = new byte[4096];
      while (true) out.write(page);
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int status(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (IOException noSuchProgram) {
      return 127;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
