package ffrtmp.node.process;

import ffrtmp.node.worker.StaticFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@code up} that all of them share; it ends in order after the last. */
final class SharedUp implements ParameterResolver {
  /** A process with every role and an ffmpeg, which a test leaves as it found it. */
  static final class Up implements AutoCloseable {
    private final Path folder;
    private final SpawnedNode node;
    private final ApiClient api;

    private Up(Path folder, SpawnedNode node, ApiClient api) {
      this.folder = folder;
      this.node = node;
      this.api = api;
    }

    static Up start() throws Exception {
      Path folder = Files.createTempDirectory("ffrtmp-shared-up-");
      SpawnedNode node =
          SpawnedNode.start(
              folder,
              "up",
              Map.of(),
              "up",
              "--port",
              "0",
              "--cluster-port",
              "0",
              "--enable-noop-engine",
              "--max-concurrent-jobs",
              "4",
              "--ffmpeg",
              StaticFfmpeg.program().toString());
      ApiClient api = new ApiClient(node.awaitApi(1));
      Await.until(
          "the node is registered",
          Duration.ofSeconds(20),
          () -> api.get("/nodes").body().path("count").asInt() == 1);
      return new Up(folder, node, api);
    }

    ApiClient api() {
      return api;
    }

    /** A file under the media root. */
    Path media(String name) {
      return folder.resolve("data/media").resolve(name);
    }

    /** Outside of every media root. */
    Path outside(String name) {
      return folder.resolve(name);
    }

    /** What nobody committed. */
    List<String> partFiles() throws IOException {
      try (Stream<Path> files = Files.walk(folder.resolve("data/media"))) {
        return files.map(f -> f.getFileName().toString()).filter(n -> n.contains(".part")).toList();
      }
    }

    @Override
    public void close() throws IOException {
      int status = terminate();
      if (status != 0) throw new AssertionError("up ended with " + status + ":\n" + node.text());
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
      }
    }

    private int terminate() throws IOException {
      try {
        return node.terminate(Duration.ofSeconds(45));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while the node ended", e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Up.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedUp.class))
        .getOrComputeIfAbsent(
            Up.class,
            type -> {
              try {
                return Up.start();
              } catch (Exception e) {
                throw new AssertionError("the shared node did not start", e);
              }
            });
  }
}
