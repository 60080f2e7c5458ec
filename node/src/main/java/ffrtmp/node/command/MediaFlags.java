package ffrtmp.node.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What jobs may read and write. */
final class MediaFlags {
  private static final Path DEFAULT_ROOT = Path.of("data/media");

  @Option(
      names = "--media-root",
      paramLabel = "DIR",
      split = ",",
      hideParamSyntax = true,
      description =
          "Inputs and outputs only under these; may be repeated (default where jobs run: data/media).")
  List<Path> roots = new ArrayList<>();

  @Option(
      names = "--allow-url-scheme",
      paramLabel = "SCHEME",
      split = ",",
      hideParamSyntax = true,
      description = "A scheme that inputs may be fetched by, such as http; may be repeated.")
  List<String> urlSchemes = new ArrayList<>();

  @Option(
      names = "--enable-noop-engine",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Let jobs name engine noop, which runs nothing: for tests and benchmarks.")
  boolean noop;

  /** Where jobs may read and write on this machine, which is somewhere in any case. */
  List<Path> rootsOfWorker() {
    List<Path> given = roots.isEmpty() ? List.of(DEFAULT_ROOT) : roots;
    return given.stream().map(root -> root.toAbsolutePath().normalize()).toList();
  }
}
