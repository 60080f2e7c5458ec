package ffrtmp.node.command;

import ffrtmp.node.recommend.MachineFacts;
import ffrtmp.node.recommend.Pages;
import ffrtmp.node.recommend.Recommendation;
import ffrtmp.node.recommend.Size;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A configuration that suits this machine, as flags and as a file that the server takes. */
@Command(
    name = "recommend",
    description = "Prints a configuration that suits this machine, as flags and as a file.",
    mixinStandardHelpOptions = true)
final class ConfigRecommendCommand implements Callable<Integer> {
  enum Output {
    TABLE,
    CONF,
    JSON,
    YAML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "server|up|worker",
      description = "What is to run here (default: ${DEFAULT-VALUE}).")
  DoctorFlags.Role role = DoctorFlags.Role.UP;

  @Option(
      names = "--size",
      paramLabel = "small|medium|large",
      description = "How large the installation is (default: by this machine).")
  @Nullable Size size;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|conf|json|yaml",
      description =
          "How it is printed (default: ${DEFAULT-VALUE}); conf: the file for FFRTMP_CONFIG alone.")
  Output output = Output.TABLE;

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ConfigRecommendCommand() {}

  @Override
  public Integer call() throws Exception {
    MachineFacts machine = MachineFacts.look(Path.of("").toAbsolutePath());
    Size chosen = size == null ? Size.of(machine) : size;
    Pages pages =
        new Pages(machine, Recommendation.of(machine, chosen, role.serves(), role.works()));
    PrintWriter out = spec.commandLine().getOut();
    out.print(page(pages));
    out.flush();
    return 0;
  }

  private String page(Pages pages) throws Exception {
    return switch (output) {
      case TABLE -> pages.table();
      case CONF -> pages.configuration();
      case JSON -> pages.json();
      case YAML -> pages.yaml();
    };
  }
}
