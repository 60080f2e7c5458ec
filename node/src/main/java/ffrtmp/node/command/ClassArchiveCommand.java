package ffrtmp.node.command;

import ffrtmp.node.wiring.ClusterSettings;
import ffrtmp.node.wiring.ControlSettings;
import ffrtmp.node.wiring.Node;
import ffrtmp.node.wiring.StreamSettings;
import ffrtmp.node.wiring.WorkerRole;
import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.ops.client.Client;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.telemetry.MetricsSettings;
import ffrtmp.ops.telemetry.Telemetry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts everything once on a store of its own, runs one job that does nothing, and ends: so the
 * JVM sees which classes a start needs, and the launcher can keep them in an archive.
 */
@Command(
    name = "class-archive",
    hidden = true,
    description = "Used by the launcher to make its class archive.")
public final class ClassArchiveCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("ffrtmp-classes-");
    WorkerSettings worker =
        new WorkerSettings(
            "classes",
            "localhost",
            1,
            List.of(folder),
            folder.resolve("work"),
            null,
            null,
            null,
            java.util.Set.of(),
            Map.of(),
            true,
            WorkerSettings.DEFAULT_STALL,
            WorkerSettings.DEFAULT_STOP_GRACE,
            WorkerSettings.DEFAULT_PROGRESS_EVERY);
    ControlSettings control =
        ControlSettings.onLoopback(
            0, folder.resolve("db").toString(), folder, true, StreamSettings.NONE);
    Telemetry telemetry = Telemetry.open(new MetricsSettings(true, "127.0.0.1", 0));
    Node node =
        Node.start(
            new ClusterSettings(List.of(), "127.0.0.1", 0),
            control,
            WorkerRole.open(worker, Duration.ofSeconds(1)),
            telemetry.exposition());
    try {
      runOneJob(node.api());
      ask(node.api(), folder);
    } finally {
      node.stop();
      telemetry.close();
      delete(folder);
    }
    return 0;
  }

  private void runOneJob(URI api) throws IOException, InterruptedException {
    String body = "{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":1}}";
    HttpRequest submit =
        HttpRequest.newBuilder(api.resolve("/jobs"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer = client.send(submit, BodyHandlers.ofString()).body();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!client
        .send(
            HttpRequest.newBuilder(api.resolve("/jobs?status=completed")).build(),
            BodyHandlers.ofString())
        .body()
        .contains("\"count\":1")) {
      if (System.nanoTime() > deadline)
        throw new IOException("the job did not complete: " + answer);
      LockSupport.parkNanos(50_000_000);
    }
  }

  /** The commands that ask, which are over so soon that their start is most of them. */
  private static void ask(URI api, Path folder) throws IOException {
    String[][] commands = {
      {"jobs", "submit", "--engine", "noop", "--param", "sleep_ms=1", "--follow"},
      {"jobs", "status", "1"},
      {"jobs", "list", "-o", "json"},
      {"jobs", "list"},
      {"nodes", "list"},
    };
    try (PrintWriter nowhere = new PrintWriter(Writer.nullWriter())) {
      Surroundings quiet = ClientStart.surroundings().writingTo(nowhere, folder);
      for (String[] command : commands) {
        String[] all = Arrays.copyOf(command, command.length + 2);
        all[command.length] = "--master";
        all[command.length + 1] = api.toString();
        if (Client.run(all, quiet).orElse(-1) != 0) throw new IOException(command[1] + " failed");
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
