package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node whose jobs do nothing, on any store, and the audit's commands on the same store. */
final class AuditedUp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration COMMAND = Duration.ofMinutes(5);
  private static final int BATCH = 250;
  private static final String JOB =
      """
      {"engine":"noop","requirements":{"cpu_cores":0.01,"ram_bytes":1048576}}""";

  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> options;
  private int commands;

  /**
   * @param environment names the store, or is empty for the embedded one
   * @param options of the JVM that a command of the audit runs in
   */
  AuditedUp(Path folder, Map<String, String> environment, List<String> options) {
    this.options = options;
    this.folder = folder;
    this.environment = new TreeMap<>(environment);
  }

  /** What a command printed, and its status. */
  record Done(int status, String text) {
    JsonNode json() throws Exception {
      return JSON.readTree(text);
    }
  }

  SpawnedNode start() throws Exception {
    return SpawnedNode.startAsServer(
        folder,
        "up" + commands++,
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
        "data/audited");
  }

  /** Submits so many jobs, and waits until all have ended. */
  static void live(URI base, int jobs) throws Exception {
    ApiClient api = new ApiClient(base);
    for (int sent = 0; sent < jobs; sent += BATCH) {
      int some = Math.min(BATCH, jobs - sent);
      String body = "[" + String.join(",", Collections.nCopies(some, JOB)) + "]";
      assertThat(api.post("/jobs/batch", body).status()).isEqualTo(207);
    }
    Await.until("all jobs ended", Duration.ofMinutes(8), () -> open(api) == 0);
  }

  private static int open(ApiClient api) throws Exception {
    return api.get("/jobs?status=queued&status=assigned&status=processing&limit=1")
        .body()
        .path("count")
        .asInt();
  }

  /** {@code ffrtmp audit …}, to its end. */
  Done audit(String... words) throws Exception {
    SpawnedNode command = begin(words);
    int status = command.awaitEnd(COMMAND);
    return new Done(status, command.text());
  }

  /** The same, which the test may kill. */
  SpawnedNode begin(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(words));
    all.addAll(List.of("--db", "data/audited"));
    String name = "audit" + commands++;
    return SpawnedNode.startWith(folder, name, environment, options, all.toArray(String[]::new));
  }
}
