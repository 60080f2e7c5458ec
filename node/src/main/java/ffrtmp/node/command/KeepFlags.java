package ffrtmp.node.command;

import ffrtmp.node.wiring.KeepSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long jobs that have ended are kept. */
final class KeepFlags {
  private static final int MOST_DAYS = 36_500;

  @Option(
      names = "--cleanup",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Whether ended jobs leave the lists (default: ${DEFAULT-VALUE}).")
  boolean cleanup = true;

  @Option(
      names = "--cleanup-retention",
      paramLabel = "DAYS",
      description = "How long after their end (default: ${DEFAULT-VALUE}).")
  int cleanupRetention = 7;

  @Option(
      names = "--audit-retention",
      paramLabel = "DAYS",
      description =
          "How long after their end their events are removed; 0: never (default: ${DEFAULT-VALUE}).")
  int auditRetention = 90;

  @Option(
      names = "--audit-archive",
      paramLabel = "DIR",
      description = "Events are exported into this folder before they are removed.")
  @Nullable Path archive;

  KeepSettings settings() {
    check("--cleanup-retention", cleanupRetention, 1);
    check("--audit-retention", auditRetention, 0);
    return new KeepSettings(
        Duration.ofDays(cleanup ? cleanupRetention : 0),
        Duration.ofDays(auditRetention),
        archive == null ? null : archive.toAbsolutePath());
  }

  private static void check(String flag, int days, int least) {
    if (days < least || days > MOST_DAYS) {
      throw new UsageException(
          flag + " must be " + least + " to " + MOST_DAYS + " days, not " + days);
    }
  }
}
