package ffrtmp.node;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.command.ClientStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The page of all commands is what the commands say of themselves. */
final class CommandsPageTest {
  private static final Path PAGE = Path.of("../docs/commands.md");
  private static final String RENEW =
      "mvn -pl node -am test -Dtest=CommandsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dsurefire.argLine=-Dffrtmp.page.renew=true";

  @Test
  void thePageIsNotStale() throws IOException {
    String page = page();
    if (Boolean.getBoolean("ffrtmp.page.renew")) Files.writeString(PAGE, page);
    assertThat(Files.readString(PAGE))
        .as("docs/commands.md is stale; renew it: %s", RENEW)
        .isEqualTo(page);
  }

  private static String page() {
    CommandLine root = Main.commandLine(ClientStart.surroundings());
    root.setDefaultValueProvider(null);
    List<CommandSpec> commands = new ArrayList<>();
    collect(root, commands);
    StringBuilder page = new StringBuilder("# Commands\n\n");
    page.append(
        "Made from what `ffrtmp COMMAND --help` says; a test holds it to that. Renew it:\n");
    page.append("```\n").append(RENEW).append("\n```\n\n");
    commands.forEach(command -> page.append(line(command)));
    commands.forEach(command -> page.append(chapter(command)));
    return page.toString();
  }

  private static void collect(CommandLine line, List<CommandSpec> into) {
    line.setUsageHelpWidth(100);
    into.add(line.getCommandSpec());
    line.getCommandSpec().subcommands().values().stream()
        .distinct()
        .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
        .forEach(sub -> collect(sub, into));
  }

  private static String line(CommandSpec command) {
    String name = command.qualifiedName();
    return "- [`%s`](#%s) %s\n"
        .formatted(
            name, name.replace(' ', '-'), String.join(" ", command.usageMessage().description()));
  }

  private static String chapter(CommandSpec command) {
    String help = command.commandLine().getUsageMessage(Ansi.OFF).stripTrailing();
    return "\n## %s\n```\n%s\n```\n".formatted(command.qualifiedName(), help);
  }
}
