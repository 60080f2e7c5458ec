package ffrtmp.node.command;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of whoever runs jobs. */
final class WorkerFlags {
  @Option(
      names = "--max-concurrent-jobs",
      paramLabel = "N",
      description = "Slots (default: one for each CPU thread).")
  @Nullable Integer slots;

  @Option(
      names = "--labels",
      paramLabel = "K=V",
      split = ",",
      hideParamSyntax = true,
      description = "Labels that jobs may require; may be repeated.")
  Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Tells workers on one host apart (default: the host's name).")
  @Nullable String name;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description = "Where the worker keeps its own notes (default: ${DEFAULT-VALUE}).")
  Path workDir = Path.of("data/work");

  @Option(
      names = "--ffmpeg",
      paramLabel = "FILE",
      description = "The ffmpeg to run (default: the one on PATH, else a static one).")
  @Nullable Path ffmpeg;

  @Option(names = "--vmaf-model", paramLabel = "FILE", description = "A model for VMAF scores.")
  @Nullable Path vmafModel;

  @Option(
      names = "--drain-timeout",
      paramLabel = "DURATION",
      description =
          "How long jobs may take to finish when the worker is told to end (default: ${DEFAULT-VALUE}).")
  String drainTimeout = "30s";

  long drainTimeoutSeconds() {
    try {
      return ConfigFactory.parseMap(Map.of("t", drainTimeout)).getDuration("t").toSeconds();
    } catch (ConfigException e) {
      throw new UsageException(
          "--drain-timeout is a duration such as 30s, not '" + drainTimeout + "'");
    }
  }

  void check() {
    if (slots != null && (slots < 1 || slots > 10_000))
      throw new UsageException("--max-concurrent-jobs must be 1 to 10000, not " + slots);
  }
}
