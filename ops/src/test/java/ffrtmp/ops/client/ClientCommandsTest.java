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
  void anUnknownWordIsToldWithTheWordsThereAreWhateverFlagStandsBeforeIt() {
    String[][] forms = {{"jobs", "lst"}, {"--master", "http://x", "jobs", "lst", "--all"}};
    for (String[] form : forms) {
      Ran ran = new Ran.Place().run(form);
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err().lines())
          .containsExactly(
              "ffrtmp: there is no command 'lst'",
              "There are: submit, list, status, cancel, pause, resume, retry, logs, explain,"
                  + " history, top",
              "See: ffrtmp jobs --help");
    }
  }

  @Test
  void aGroupTellsWhatIsInIt() {
    for (String line : new String[] {"nodes", "nodes --help", "-o json --master x nodes -h"}) {
      Ran ran = new Ran.Place().run(line.split(" "));
      assertThat(ran.status()).as(line).isZero();
      assertThat(ran.out()).startsWith("Usage: ffrtmp nodes").contains("drain", "Takes a node out");
    }
  }

  @Test
  void everyCommandTellsItsVersion() {
    for (String line : new String[] {"jobs --version", "jobs list --version", "nodes list -V"}) {
      assertThat(new Ran.Place().run(line.split(" ")).out())
          .as(line)
          .startsWith("ffrtmp (unpackaged), Java ");
    }
  }

  @Test
  void otherCommandsAreNotTheClients() {
    List<List<String>> others =
        List.of(
            List.of(),
            List.of("server"),
            List.of("--help"),
            List.of("streams"),
            List.of("streams", "analyze", "x"),
            List.of("streams", "lost"),
            List.of("--master", "jobs"));
    for (List<String> args : others) {
      assertThat(Client.run(args.toArray(String[]::new), NOWHERE)).as("%s", args).isEmpty();
    }
  }
}
