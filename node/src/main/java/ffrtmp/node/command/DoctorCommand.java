package ffrtmp.node.command;

import ffrtmp.node.Logging;
import ffrtmp.node.doctor.Examination;
import ffrtmp.node.doctor.Finding;
import ffrtmp.node.doctor.JsonOutput;
import ffrtmp.node.doctor.TableOutput;
import ffrtmp.node.doctor.Verdict;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether what is about to be started can run here. Status 1: something is in the way. */
@Command(
    name = "doctor",
    description =
        "Looks whether this machine can run a server or a worker with the same flags, and says what"
            + " to do where it cannot.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
  enum Output {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "server|up|worker",
      description = "What is about to be started (default: up; with --master: worker).")
  DoctorFlags.@Nullable Role role;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "How the findings are printed (default: ${DEFAULT-VALUE}).")
  Output output = Output.TABLE;

  @Mixin DoctorFlags flags = new DoctorFlags();
  @Mixin LogFlags log = new LogFlags(Logging.Level.ERROR);
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  public DoctorCommand() {}

  @Override
  public Integer call() throws Exception {
    log.apply();
    DoctorPlan plan = new DoctorPlan(flags, role(), Clock.systemUTC());
    List<Finding> findings = new Examination(plan.checks()).run();
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.JSON) JsonOutput.print(findings, out);
    else TableOutput.print(findings, out);
    return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL) ? 1 : 0;
  }

  private DoctorFlags.Role role() {
    if (role != null) return role;
    return flags.remote.given() ? DoctorFlags.Role.WORKER : DoctorFlags.Role.UP;
  }
}
