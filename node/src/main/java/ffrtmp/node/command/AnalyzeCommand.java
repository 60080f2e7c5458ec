package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.analyze.ProgressBar;
import ffrtmp.node.analyze.Report;
import ffrtmp.node.wiring.LogAnalysis;
import ffrtmp.node.wiring.StartException;
import ffrtmp.streams.analyze.Analysis;
import ffrtmp.streams.analyze.AnalysisResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Reads log files without a server. Status 1 where a file cannot be read. */
@Command(
    name = "analyze",
    description = "Sessions, downloads and speeds out of log files; needs no server.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AnalyzeCommand implements Callable<Integer> {
  private static final double SECOND_NANOS = 1e9;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE-OR-DIR",
      description =
          "access.log, stream-access.log, their rotations (gz and zst too), or a folder of them;"
              + " both logs together, for passthrough and related sessions.")
  List<Path> paths;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table, json, or csv for the downloads (default: ${DEFAULT-VALUE}).")
  Report.Form output = Report.Form.TABLE;

  @Option(
      names = "--same-connection",
      description = "Both logs show the same connections, as where the cache ends TLS itself.")
  boolean sameConnection;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = Zone.class,
      description = "Of times that are written without an offset (default: ${DEFAULT-VALUE}).")
  ZoneId zone = ZoneId.of("UTC");

  @Option(
      names = "--services",
      paramLabel = "FILE",
      description = "Hosts of your own: a service, a tab, a host or *.domain on each line.")
  @Nullable Path services;

  @Mixin LogFlags log = new LogFlags(Logging.Level.WARN);

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AnalyzeCommand() {}

  @Override
  public Integer call() throws IOException {
    log.apply();
    long began = System.nanoTime();
    AnalysisResult result = analyse();
    double seconds = (System.nanoTime() - began) / SECOND_NANOS;
    PrintWriter out = spec.commandLine().getOut();
    output.report().print(result, seconds, out);
    if (out.checkError() && !isPipe()) throw new StartException("the output cannot be written");
    return result.unreadable() > 0 ? 1 : 0;
  }

  /** Whoever reads a pipe may have seen enough, as {@code head} has: that is no failure. */
  private static boolean isPipe() {
    Path output = Path.of("/proc/self/fd/1");
    try {
      return Files.readSymbolicLink(output).toString().startsWith("pipe:");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // no such folder, so no Linux: nobody can tell
    }
  }

  private AnalysisResult analyse() throws IOException {
    Analysis analysis = wired();
    if (!Boolean.getBoolean("ffrtmp.terminal.errors")) return analyse(analysis, (done, all) -> {});
    ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), System::nanoTime);
    try {
      return analyse(analysis, bar);
    } finally {
      bar.end();
    }
  }

  private Analysis wired() {
    try {
      return LogAnalysis.create(sameConnection, zone, Optional.ofNullable(services));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw StartException.because(e);
    }
  }

  private AnalysisResult analyse(Analysis analysis, Analysis.Progress progress) throws IOException {
    try {
      return analysis.of(paths, progress);
    } catch (FileSystemException e) {
      throw StartException.because(e);
    }
  }

  /** Says what is wanted, where picocli would name a class of Java. */
  static final class Zone implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time zone such as Europe/Berlin or +02:00");
      }
    }
  }
}
