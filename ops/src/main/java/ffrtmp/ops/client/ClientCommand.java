package ffrtmp.ops.client;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.show.Card;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Text;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Server;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;

/** A command that asks a server: its flags, its statuses, its way of saying what went wrong. */
public abstract class ClientCommand implements Callable<Integer> {
  public static final int DONE = 0;
  public static final int REFUSED = 1;

  @ArgGroup(validate = false, heading = "%nThe server:%n")
  ServerFlags flags = new ServerFlags();

  private final Surroundings surroundings;

  protected ClientCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** In what form the command answers. */
  protected abstract Form form();

  /** Does it, and gives the exit status. */
  protected abstract int run(Server server, Terminal terminal);

  @Override
  public final Integer call() {
    Terminal terminal = surroundings.terminal();
    try {
      Settings settings = new Settings(flags, terminal.environment(), terminal.home());
      settings
          .warning()
          .ifPresent(line -> terminal.err().println("ffrtmp: warning: " + Text.plain(line)));
      return run(surroundings.server(settings.address(surroundings.tls())), terminal);
    } catch (ClientFailure e) {
      return say(e, terminal);
    }
  }

  /** One line, a hint, and the status. */
  protected static int say(ClientFailure e, Terminal terminal) {
    terminal.err().println("ffrtmp: " + Text.plain(String.valueOf(e.getMessage())));
    if (!e.hint().isEmpty()) terminal.err().println("hint: " + Text.plain(e.hint()));
    terminal.err().flush();
    return e.kind().status();
  }

  /** What the server said, or the card that is made of it. */
  protected void showCard(Terminal terminal, JsonNode said, Function<JsonNode, Card> card) {
    if (form() == Form.TABLE) card.apply(said).print(terminal.out(), terminal.screen());
    else Documents.print(said, form(), terminal.out());
  }

  /** What the server said, or the table that is made of it. */
  protected void showTable(Terminal terminal, JsonNode said, Function<JsonNode, Table> table) {
    if (form() != Form.TABLE) {
      Documents.print(said, form(), terminal.out());
      return;
    }
    Table rows = table.apply(said);
    if (!rows.isEmpty()) rows.print(terminal.out(), terminal.screen());
  }
}
