package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Card;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Why a job waits, or where it went. */
@Command(
    name = "explain",
    description = "Says why a job waits, or where it went.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobExplainCommand extends FormCommand {
  @Parameters(paramLabel = "ID", description = "Its id, or its sequence number.")
  String id = "";

  public JobExplainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    JsonNode why = server.ask(Request.get("/jobs/" + Query.segment(id) + "/explain"));
    showCard(terminal, why, JobExplainCommand::card);
    if (form() == Form.TABLE && !why.path("nodes").isEmpty()) {
      terminal.out().println();
      nodes(why.path("nodes")).print(terminal.out(), terminal.screen());
    }
    return DONE;
  }

  static Card card(JsonNode why) {
    return new Card()
        .line("job", why.path("job_id").asText(""))
        .line("status", why.path("status").asText(""))
        .line("because", why.path("summary").asText(""))
        .line("position", position(why))
        .line("reason", why.path("reason").asText(""))
        .line("node", why.path("node_name").asText(""))
        .line("error", why.path("error").asText(""));
  }

  /** Who waits for nothing more has none. */
  private static String position(JsonNode why) {
    return why.path("position").asInt() > 0 ? why.path("position").asText() : "";
  }

  static Table nodes(JsonNode nodes) {
    Table table =
        new Table(
            List.of(
                Column.text("NODE").cutTo(12),
                Column.text("LACKS").cutTo(20),
                Column.text("ID").leaving(1)));
    for (JsonNode node : nodes) {
      List<String> lacks = new ArrayList<>();
      node.path("lacks").forEach(lack -> lacks.add(lack.asText()));
      table.row(
          node.path("name").asText(""),
          lacks.isEmpty() ? "nothing" : String.join("; ", lacks),
          node.path("node_id").asText(""));
    }
    return table;
  }
}
