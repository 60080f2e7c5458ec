package ffrtmp.ops.client.streams;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The logs that a server reads. */
@Command(
    name = "sources",
    description = "Shows the logs that the server reads, and how far it has come.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SourcesCommand extends FormCommand {
  public SourcesCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    JsonNode sources = server.ask(Request.get("/api/sources"), "sources");
    showTable(terminal, sources, SourcesCommand::table);
    if (sources.path("sources").isEmpty()) server.tell("the server reads no logs: --stream-logs");
    return DONE;
  }

  static Table table(JsonNode said) {
    Table table =
        new Table(
            List.of(
                Column.text("SOURCE").cutTo(10),
                Column.number("LAG"),
                Column.number("BEHIND").leaving(2),
                Column.number("LINES"),
                Column.number("BAD"),
                Column.number("READ").leaving(1),
                Column.number("FILES").leaving(3),
                Column.text("READER").cutTo(10).leaving(5),
                Column.text("PATH").cutTo(12).leaving(4)));
    for (JsonNode source : said.path("sources")) {
      table.row(
          source.path("id").asText(""),
          Units.bytes(source.path("lagBytes").asDouble()),
          source.hasNonNull("lagSeconds") ? source.path("lagSeconds").asText() + "s" : "",
          count(source.path("lines").asLong()),
          count(bad(source)),
          Units.bytes(source.path("bytes").asDouble()),
          String.valueOf(source.path("files").size()),
          source.path("reader").asText(""),
          source.path("path").asText(""));
    }
    return table;
  }

  private static long bad(JsonNode source) {
    long bad = 0;
    for (JsonNode count : source.path("badLines")) bad += count.asLong();
    return bad;
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
