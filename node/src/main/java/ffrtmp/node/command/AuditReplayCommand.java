package ffrtmp.node.command;

import ffrtmp.node.audit.Replaying;
import ffrtmp.node.audit.Verifying;
import ffrtmp.node.wiring.AuditStore;
import java.io.PrintWriter;
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
      description =
          "Every life to which something happened in the last 2h or 7d, or since 2026-01-31T08:00:00Z.")
  @Nullable String since;

  @Option(
      names = "--verify",
      description = "Folds everything, checks the chains, and compares with the tables.")
  boolean verify;

  @Mixin AuditFlags flags = new AuditFlags();

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AuditReplayCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    flags.log.apply();
    if (job != null && since != null) throw new UsageException("say --job or --since, not both");
    if (job == null && since == null && !verify) {
      throw new UsageException("say what: --job ID, --since TIME, or --verify");
    }
    try (AuditStore opened = AuditStore.open(flags.store.location())) {
      return done(opened, spec.commandLine().getOut()) ? 0 : 1;
    }
  }

  private boolean done(AuditStore opened, PrintWriter out) throws InterruptedException {
    boolean whole =
        (job == null && since == null) || tell(new Replaying(opened, out, flags.output));
    return (!verify || new Verifying(opened, out, flags.output).verify()) && whole;
  }

  private boolean tell(Replaying replaying) {
    if (job != null) return replaying.job(job);
    return replaying.since(Since.read(String.valueOf(since), Clock.systemUTC().instant()));
  }
}
