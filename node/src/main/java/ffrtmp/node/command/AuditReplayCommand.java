package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.audit.Form;
import ffrtmp.node.audit.Replaying;
import ffrtmp.node.wiring.AuditStore;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what happened. Status 1 where a chain is broken or the tables differ. */
@Command(
    name = "replay",
    description = "Tells the lives of jobs and nodes, or holds everything against the tables.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AuditReplayCommand implements Callable<Integer> {
  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "The life of this job; its id, or its number.")
  @Nullable String job;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Every life to which something happened since: 2h, 7d, 2026-01-31T08:00:00Z.")
  @Nullable String since;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  Form output = Form.TABLE;

  @Mixin StoreFlags store = new StoreFlags();
  @Mixin LogFlags log = new LogFlags(Logging.Level.WARN);

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AuditReplayCommand() {}

  @Override
  public Integer call() {
    log.apply();
    if ((job == null) == (since == null)) {
      throw new UsageException("say either --job ID or --since TIME");
    }
    try (AuditStore opened = AuditStore.open(store.location())) {
      return tell(new Replaying(opened, spec.commandLine().getOut(), output)) ? 0 : 1;
    }
  }

  private boolean tell(Replaying replaying) {
    if (job != null) return replaying.job(job);
    return replaying.since(Since.read(String.valueOf(since), Clock.systemUTC().instant()));
  }
}
