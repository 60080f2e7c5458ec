package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.audit.Exporting;
import ffrtmp.node.wiring.AuditStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hands the journal out. */
@Command(
    name = "export",
    description = "Writes events as lines of JSON, each with the link of its chain.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AuditExportCommand implements Callable<Integer> {
  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "Of this job alone; its id, or its number.")
  @Nullable String job;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "What was written in the last 2h or 7d, or since 2026-01-31T08:00:00Z.")
  @Nullable String since;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Into this file, compressed if it ends in .gz, and not to the terminal.")
  @Nullable Path file;

  @Mixin StoreFlags store = new StoreFlags();
  @Mixin LogFlags log = new LogFlags(Logging.Level.WARN);

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AuditExportCommand() {}

  @Override
  public Integer call() {
    log.apply();
    if (job != null && since != null) throw new UsageException("say --job or --since, not both");
    Instant from = since == null ? null : Since.read(since, Clock.systemUTC().instant());
    try (AuditStore opened = AuditStore.open(store.location())) {
      Exporting exporting = new Exporting(opened, job, from);
      if (file == null) {
        exporting.to(new FileOutputStream(FileDescriptor.out)); // System.out hides what goes wrong
      } else {
        spec.commandLine().getErr().println(exporting.to(file) + " events are in " + file);
      }
    }
    return 0;
  }
}
