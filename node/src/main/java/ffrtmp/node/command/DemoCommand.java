package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.demo.Demo;
import ffrtmp.node.demo.LogDemo;
import ffrtmp.node.wiring.ClusterSettings;
import ffrtmp.node.wiring.ControlSettings;
import ffrtmp.node.wiring.Node;
import ffrtmp.node.wiring.StartException;
import ffrtmp.node.wiring.StreamSettings;
import ffrtmp.node.wiring.WorkerRole;
import ffrtmp.node.worker.Ffmpeg;
import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.ops.telemetry.MetricsSettings;
import ffrtmp.ops.telemetry.Telemetry;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.streams.LogSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on an empty machine: status 0 only if all that it shows was true. */
@Command(
    name = "demo",
    description =
        "Starts a node on an empty store, runs real transcodes and reads a cache's logs, checks it all.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--ffmpeg",
      paramLabel = "FILE",
      description = "The ffmpeg to run (default: the one on PATH, else a static one).")
  @Nullable Path ffmpeg;

  @Option(names = "--stay", description = "Keep the node running afterwards.")
  boolean stay;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The API's port (default: any free one).")
  int port;

  @Mixin LogFlags log = new LogFlags(Logging.Level.WARN);

  @Override
  public Integer call() throws Exception {
    log.apply();
    long began = System.nanoTime();
    Path folder = Files.createTempDirectory("ffrtmp-demo-");
    Path media = Files.createDirectories(folder.resolve("media"));
    Ffmpeg found = found();
    System.out.println("ffrtmp demo: one node with every role, on an empty store in " + folder);
    System.out.println("ffmpeg: " + found);
    Telemetry telemetry = Telemetry.open(new MetricsSettings(true, "127.0.0.1", 0));
    Node node = start(folder, media, found, telemetry);
    boolean good = false;
    try {
      URI api = node.api();
      System.out.printf("API on %s after %.1f s%n", api, seconds(began));
      telemetry.address().ifPresent(at -> System.out.println("metrics on " + at + "/metrics"));
      boolean terminal = Boolean.getBoolean("ffrtmp.terminal");
      LogDemo logs = new LogDemo(api, logs(folder), System.out);
      logs.lay(Instant.now());
      good = new Demo(api, found.path(), media, System.out, terminal).run();
      good &= logs.report();
      if (stay) {
        System.out.println(
            "staying: " + api + " (Ctrl-C ends it; the files stay in " + folder + ")");
        node.awaitEnd();
      }
    } finally {
      node.stop();
      telemetry.close();
      if (!stay) delete(folder);
    }
    System.out.printf(
        good ? "all of it was true, in %.1f s%n" : "the demo FAILED, after %.1f s%n",
        seconds(began));
    return good ? 0 : 1;
  }

  private Ffmpeg found() {
    try {
      return Ffmpeg.locate(ffmpeg);
    } catch (Ffmpeg.NotFound e) {
      throw StartException.because(e);
    }
  }

  private Node start(Path folder, Path media, Ffmpeg found, Telemetry telemetry) {
    int slots = Math.min(2, Runtime.getRuntime().availableProcessors());
    WorkerSettings worker =
        WorkerSettings.create(
            "demo", "localhost", slots, List.of(media), folder.resolve("work"), found.path());
    LogSource source =
        new LogSource(new SourceName("demo"), logs(folder), false, ZoneId.systemDefault());
    ControlSettings control =
        ControlSettings.onLoopback(
            port,
            folder.resolve("db").toString(),
            media,
            false,
            new StreamSettings(List.of(source), "auto", Duration.ofSeconds(1)));
    return Node.start(
        new ClusterSettings(List.of(), "127.0.0.1", 0),
        control,
        WorkerRole.open(worker, Duration.ofSeconds(5)),
        telemetry.exposition());
  }

  private static Path logs(Path folder) {
    return folder.resolve("logs");
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
