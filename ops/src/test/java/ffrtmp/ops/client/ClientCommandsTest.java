package ffrtmp.ops.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The tree of commands. */
final class ClientCommandsTest {
  private static final Surroundings NOWHERE = Client.surroundings(Ran.NO_TLS, null);

  @Test
  void everyCommandThatHasANameCanBeMadeAloneAndInTheTree() {
    CommandLine root = new CommandLine(CommandSpec.create().name("ffrtmp"));
    ClientCommands.addTo(root, NOWHERE);
    assertThat(root.getSubcommands().keySet()).containsExactly("jobs", "nodes", "streams");
    root.getSubcommands()
        .forEach(
            (group, branch) ->
                branch
                    .getSubcommands()
                    .forEach(
                        (leaf, line) -> {
                          CommandLine alone = ClientCommands.only(group, leaf, NOWHERE);
                          assertThat(ClientCommands.has(group, leaf)).isTrue();
                          assertThat(alone.getUsageMessage()).isEqualTo(line.getUsageMessage());
                        }));
  }

  @Test
  void groupsThatAreThereAreAddedTo() {
    CommandLine root = new CommandLine(CommandSpec.create().name("ffrtmp"));
    CommandLine streams = new CommandLine(CommandSpec.create().name("streams"));
    streams.addSubcommand("analyze", CommandSpec.create());
    root.addSubcommand("streams", streams);
    ClientCommands.addTo(root, NOWHERE);
    assertThat(root.getSubcommands().get("streams").getSubcommands().keySet())
        .containsExactly("analyze", "sources", "sessions", "downloads", "speed");
  }

  @Test
  void otherCommandsAreNotTheClients() {
    List<List<String>> others =
        List.of(
            List.of(),
            List.of("server"),
            List.of("--help"),
            List.of("jobs"),
            List.of("jobs", "--help"),
            List.of("jobs", "lost"),
            List.of("streams", "analyze", "x"),
            List.of("--master", "jobs"));
    for (List<String> args : others) {
      assertThat(Client.run(args.toArray(String[]::new), NOWHERE)).as("%s", args).isEmpty();
    }
  }
}
