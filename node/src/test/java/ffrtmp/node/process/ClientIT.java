package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every command that asks a server: what it makes of a success, of a no, and of nobody there. */
@ExtendWith(SharedUp.class)
final class ClientIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_JOB = "00000000-0000-4000-8000-000000000000";
  private static final String[] NOOP = {"jobs", "submit", "--engine", "noop"};

  @TempDir Path folder;

  @Test
  void aJobIsSubmittedShownAndSteered(SharedUp.Up up) throws Exception {
    String slow = submit(up, "--param", "sleep_ms=600000");
    good(up, "jobs", "status", slow).contains("status").contains(slow);
    good(up, "jobs", "status").contains(slow);
    good(up, "jobs", "list", "--limit", "5").contains("STATUS").contains(slow);
    good(up, "jobs", "explain", slow).contains(slow);
    up.api().await(slow, "processing", Duration.ofSeconds(20));
    good(up, "jobs", "top").contains("running").contains("processing");
    good(up, "jobs", "pause", slow).contains("paused");
    good(up, "jobs", "resume", slow).contains("resumed");
    good(up, "jobs", "cancel", slow, "--reason", "seen enough").contains("canceled");
    good(up, "jobs", "history", slow).contains("submitted").contains("reason=seen enough");
    good(up, "jobs", "logs", slow);
    good(up, "jobs", "retry", slow).contains("queued");
    good(up, "jobs", "cancel", "--yes", "--filter", "status=queued,assigned,processing,paused");
    up.api().await(slow, "canceled", Duration.ofSeconds(20));
  }

  @Test
  void whoFollowsOrWaitsLearnsHowItEnds(SharedUp.Up up) throws Exception {
    Launched good = ask(up, NOOP, "--param", "sleep_ms=300", "--follow");
    assertThat(good.status()).as(good.toString()).isZero();
    assertThat(good.out()).contains("completed");
    assertThat(good.err()).as("each change, where nothing can be written over").contains("100 %");
    Launched bad = ask(up, NOOP, "--param", "fail=user_error", "--wait", "--max-retries", "0");
    assertThat(bad.status()).as(bad.toString()).isEqualTo(1);
    assertThat(bad.out()).contains("failed").contains("user_error");
  }

  @Test
  void aFileOfJobsIsSubmitted(SharedUp.Up up) throws Exception {
    String line = "{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":1}}\n";
    Path file = Files.writeString(folder.resolve("jobs.ndjson"), line.repeat(250));
    String[] command = {"jobs", "submit", "--file", file.toString(), "--idempotency-key", "night"};
    good(up, command).isEqualTo("submitted: 250 jobs\n");
    Launched again = ask(up, command, "-o", "json");
    assertThat(again.out().lines())
        .as(again.toString())
        .hasSize(250)
        .allMatch(l -> l.contains("\"status\":200"));
    Files.writeString(file, line + "{\"queue\":\"express\"}\n" + line);
    Launched partly = ask(up, "jobs", "submit", "--file", file.toString(), "--wait");
    assertThat(partly.status()).isEqualTo(1);
    assertThat(partly.out()).isEqualTo("submitted: 2 jobs, 1 refused\n");
    assertThat(partly.err()).contains("line 2: ").contains("queue must be one of");
  }

  @Test
  void nodesAreShownAndDrained(SharedUp.Up up) throws Exception {
    String id = up.api().node().path("id").asText();
    String name = up.api().node().path("name").asText();
    good(up, "nodes", "list").contains(name).contains("available");
    good(up, "nodes", "describe", id).contains(name).contains("threads");
    good(up, "nodes", "drain", name).contains("draining");
    good(up, "nodes", "resume", id).contains("available");
    String gone =
        up.api()
            .post("/nodes/register", "{\"address\":\"gone\",\"type\":\"server\",\"cpu_threads\":1}")
            .body()
            .path("id")
            .asText();
    good(up, "nodes", "remove", gone).contains("removed");
  }

  @Test
  void streamsAreShown(SharedUp.Up up) throws Exception {
    good(up, "streams", "speed").contains("to clients");
    good(up, "streams", "sources");
    good(up, "streams", "downloads");
    good(up, "streams", "sessions");
    assertThat(ask(up, "streams", "speed", "7").status()).isEqualTo(1);
  }

  @Test
  void documentsCanBeReadByPrograms(SharedUp.Up up) throws Exception {
    String id = submit(up);
    Launched json = ask(up, "--output", "json", "jobs", "status", id);
    assertThat(JSON.readTree(json.out()).path("id").asText()).isEqualTo(id);
    good(up, "jobs", "status", id, "-o=yaml").startsWith("id: " + id + "\n");
  }

  @Test
  void whatTheServerRefusesIsStatusOne(SharedUp.Up up) throws Exception {
    String[][] refused = {
      {"jobs", "submit", "--queue", "express", "--scenario", "x"},
      {"jobs", "list", "--queue", "express"},
      {"jobs", "status", NO_JOB},
      {"jobs", "status", NO_JOB, "--follow"},
      {"jobs", "cancel", NO_JOB},
      {"jobs", "pause", NO_JOB},
      {"jobs", "resume", NO_JOB},
      {"jobs", "retry", NO_JOB},
      {"jobs", "logs", NO_JOB},
      {"jobs", "explain", NO_JOB},
      {"jobs", "history", NO_JOB},
      {"nodes", "describe", NO_JOB},
      {"nodes", "drain", "nobody"},
      {"nodes", "resume", NO_JOB},
      {"nodes", "remove", NO_JOB},
      {"streams", "sessions", "--class", "x"},
      {"streams", "downloads", "--client", "x".repeat(100)},
      {"streams", "speed", "x"},
    };
    for (String[] command : refused) {
      Launched run = ask(up, command);
      assertThat(run.status()).as("%s: %s", List.of(command), run).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("ffrtmp: ").doesNotContain("Exception");
    }
  }

  @Test
  void wrongUsageIsStatusTwoAndNobodyThereIsStatusThree() throws Exception {
    String nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "http://127.0.0.1:" + free.getLocalPort();
    }
    String[][] commands = {
      {"jobs", "submit", "--scenario", "x"},
      {"jobs", "list"},
      {"jobs", "status", "1"},
      {"jobs", "status", "1", "--follow"},
      {"jobs", "cancel", "1"},
      {"jobs", "pause", "1"},
      {"jobs", "resume", "1"},
      {"jobs", "retry", "1"},
      {"jobs", "logs", "1"},
      {"jobs", "explain", "1"},
      {"jobs", "history", "1"},
      {"jobs", "top"},
      {"nodes", "list"},
      {"nodes", "describe", NO_JOB},
      {"nodes", "drain", NO_JOB},
      {"nodes", "resume", NO_JOB},
      {"nodes", "remove", NO_JOB},
      {"streams", "sources"},
      {"streams", "sessions"},
      {"streams", "downloads"},
      {"streams", "speed"},
    };
    Map<String, String> environment = Map.of("MASTER_URL", nobody);
    for (String[] command : commands) {
      Launched away = Launched.run(folder, environment, command);
      assertThat(away.status()).as("%s: %s", List.of(command), away).isEqualTo(3);
      assertThat(away.err()).contains("cannot be reached").contains("hint: ");
      Launched wrong = Launched.run(folder, environment, with(command, "--warp"));
      assertThat(wrong.status()).as("%s: %s", List.of(command), wrong).isEqualTo(2);
      assertThat(wrong.err()).contains("--warp").contains("See: ffrtmp " + command[0]);
    }
  }

  @Test
  void aServerOfItsOwnCertificateTakesACaAndAKey() throws Exception {
    Map<String, String> key = Map.of("MASTER_API_KEY", "canary-key-of-the-test");
    try (SpawnedNode node =
        SpawnedNode.start(
            folder, "tls", key, "server", "--tls", "--port", "0", "--cluster-port", "0")) {
      URI api = node.awaitApi(1);
      String url = "https://localhost:" + api.getPort();
      String ca = folder.resolve("data/ffrtmp.tls.crt").toString();
      String[] list = {"jobs", "list", "--master", url};
      assertThat(Launched.run(folder, key, with(list, "--ca", ca)).status()).isZero();
      assertThat(Launched.run(folder, key, with(list, "--insecure-skip-verify")).status()).isZero();
      Launched stranger = Launched.run(folder, key, list);
      assertThat(stranger.status()).as(stranger.toString()).isEqualTo(3);
      Launched keyless = Launched.run(folder, Map.of(), with(list, "--ca", ca));
      assertThat(keyless.status()).as(keyless.toString()).isEqualTo(1);
      assertThat(keyless.err()).contains("(401)").contains("MASTER_API_KEY");
      Path home = Files.createDirectories(folder.resolve("config"));
      Path config =
          Files.writeString(
              home.resolve("config.yaml"),
              "master_url: %s\napi_key: canary-key-of-the-test\nca: %s\n".formatted(url, ca));
      Launched filed =
          Launched.run(folder, Map.of(), "jobs", "list", "--config", config.toString());
      assertThat(filed.status()).as(filed.toString()).isZero();
    }
  }

  @Test
  void theLauncherStartsACommandAndKeepsItsKeyOutOfTheListOfProcesses(SharedUp.Up up)
      throws Exception {
    Path launcher = Path.of("../ffrtmp").toAbsolutePath().normalize();
    // a file in the place of the cache: no archive is made
    Path noCache = Files.createFile(folder.resolve("no-cache"));
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\ncase \" $* \" in *canary*) echo the key is seen >&2; exit 9;; esac\nexec \"$REAL_JAVA\" \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of(
            "FFRTMP_CACHE", noCache.toString(),
            "JAVA_HOME", folder.resolve("jdk").toString(),
            "REAL_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "MASTER_URL", up.api().base().toString());
    String id = submit(up);
    Launched shown =
        Launched.run(
            folder,
            environment,
            List.of(launcher.toString(), "--api-key", "canary", "jobs", "status", id));
    assertThat(shown.status()).as(shown.toString()).isZero();
    assertThat(shown.out()).contains(id);
  }

  @Test
  void theShellLearnsTheCommands() throws Exception {
    for (String shell : new String[] {"bash", "zsh"}) {
      Launched script = Launched.run(folder, Map.of(), "completion", shell);
      assertThat(script.status()).isZero();
      assertThat(script.out()).contains("complete ").contains("jobs_submit").contains("--follow");
    }
    assertThat(Launched.run(folder, Map.of(), "completion", "tcsh").status()).isEqualTo(2);
  }

  private String submit(SharedUp.Up up, String... flags) throws Exception {
    Launched made = ask(up, NOOP, with(flags, "-o", "json"));
    assertThat(made.status()).as(made.toString()).isZero();
    return JSON.readTree(made.out()).path("id").asText();
  }

  private AbstractStringAssert<?> good(SharedUp.Up up, String... command) throws Exception {
    Launched run = ask(up, command);
    assertThat(run.status()).as("%s: %s", List.of(command), run).isZero();
    return assertThat(run.out()).as("%s: %s", List.of(command), run);
  }

  private Launched ask(SharedUp.Up up, String[] command, String... more) throws Exception {
    return ask(up, with(command, more));
  }

  private Launched ask(SharedUp.Up up, String... command) throws Exception {
    return Launched.run(folder, Map.of("MASTER_URL", up.api().base().toString()), command);
  }

  private static String[] with(String[] command, String... more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
