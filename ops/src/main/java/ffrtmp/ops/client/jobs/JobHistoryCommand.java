package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Every event of a job. */
@Command(
    name = "history",
    description = "Shows every event of a job: when, what, who, by which request.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobHistoryCommand extends FormCommand {
  private static final Set<String> OWN_COLUMN = Set.of("number", "type", "at", "cause", "status");
  private static final Set<String> LONG = Set.of("spec", "log", "result", "node");
  private static final int SECONDS = 19;

  @Parameters(paramLabel = "ID", description = "Its id, or its sequence number.")
  String id = "";

  public JobHistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    JsonNode history = server.ask(Request.get("/jobs/" + Query.segment(id) + "/history"));
    showTable(terminal, history, JobHistoryCommand::table);
    return DONE;
  }

  static Table table(JsonNode history) {
    Table table =
        new Table(
            List.of(
                Column.number("NO"),
                Column.text("TIME (UTC)"),
                Column.text("EVENT"),
                Column.text("STATUS").leaving(2),
                Column.text("WHO").cutTo(10),
                Column.text("DETAIL").cutTo(24).leaving(1),
                Column.text("REQUEST").leaving(3)));
    for (JsonNode event : history.path("events")) {
      table.row(
          event.path("number").asText(""),
          time(event.path("at").asText("")),
          event.path("type").asText("").replaceFirst("^job-", ""),
          event.path("status").asText(""),
          event.path("cause").path("who").asText(""),
          detail(event),
          event.path("cause").path("request").asText(""));
    }
    return table;
  }

  private static String time(String at) {
    return at.length() < SECONDS ? at : at.substring(0, SECONDS).replace('T', ' ');
  }

  /** What else the event says, without what is long. */
  private static String detail(JsonNode event) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : event.properties()) {
      String name = member.getKey();
      boolean said = OWN_COLUMN.contains(name) || LONG.contains(name);
      if (!said && member.getValue().isValueNode()) {
        words.add(name + "=" + text(member.getValue()));
      }
    }
    return String.join(" ", words);
  }

  /** A fraction is a measure, of which more digits would say nothing. */
  private static String text(JsonNode value) {
    return value.isFloatingPointNumber() ? Units.number(value.asDouble()) : value.asText();
  }
}
