package ffrtmp.ops.client.streams;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Card;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** How fast the cache is, or one download was. */
@Command(
    name = "speed",
    description = "Says how fast the cache is, or with ID how fast one download was.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SpeedCommand extends FormCommand {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "Of a download.")
  @Nullable String id;

  public SpeedCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    if (id == null) {
      JsonNode now = server.ask(Request.get("/api/stats/bandwidth"));
      showCard(terminal, now, SpeedCommand::traffic);
      return DONE;
    }
    JsonNode one = server.ask(Request.get("/api/downloads/" + Query.segment(id) + "/speed"));
    showCard(terminal, one, SpeedCommand::download);
    if (form() == Form.TABLE && !one.path("streamSessions").isEmpty()) {
      terminal.out().println();
      sessions(one.path("streamSessions")).print(terminal.out(), terminal.screen());
    }
    return DONE;
  }

  static Card traffic(JsonNode said) {
    Card card =
        new Card()
            .line("to clients", speed(said, "currentDownloadSpeed"))
            .line("from clients", speed(said, "currentUploadSpeed"))
            .line("average", speed(said, "averageDownloadSpeed"))
            .line("peak", speed(said, "peakDownloadSpeed"));
    if (said.has("interface")) {
      String name = said.path("interface").asText("");
      card.line(name + " in", speed(said, "receiveBytesPerSecond") + ", from upstream");
      card.line(name + " out", speed(said, "transmitBytesPerSecond") + ", to clients");
    }
    return card;
  }

  static Card download(JsonNode said) {
    return new Card()
        .line("download", said.path("downloadId").asText(""))
        .line("average", speed(said, "averageDownloadSpeed"))
        .line("active", speed(said, "activeSpeed"))
        .line("peak", speed(said, "peakSpeed"))
        .line("hits", speed(said, "hitSpeed"))
        .line("misses", speed(said, "missSpeed"))
        .line("upload", speed(said, "averageUploadSpeed"))
        .line("took", Units.time(Duration.ofSeconds(said.path("sessionDuration").asLong())));
  }

  static Table sessions(JsonNode said) {
    Table table =
        new Table(
            List.of(
                Column.text("START (UTC)"),
                Column.text("HOST").cutTo(14),
                Column.number("SENT"),
                Column.number("RECEIVED").leaving(2),
                Column.number("DOWN"),
                Column.text("METHOD").leaving(3),
                Column.number("SURE").leaving(1)));
    for (JsonNode row : said) {
      table.row(
          ListCommand.time(row, "start"),
          row.path("upstreamHost").asText(""),
          Units.bytes(row.path("bytesSent").asDouble()),
          Units.bytes(row.path("bytesReceived").asDouble()),
          speed(row, "downloadSpeedBps"),
          row.path("method").asText(""),
          row.has("confidence") ? Math.round(100 * row.path("confidence").asDouble()) + " %" : "");
    }
    return table;
  }

  private static String speed(JsonNode said, String member) {
    return said.has(member) ? Units.speed(said.path(member).asDouble()) : "";
  }
}
