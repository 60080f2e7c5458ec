package ffrtmp.ops.client.streams;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.Query;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Connections that passed the cache by. */
@Command(
    name = "sessions",
    description = "Shows the connections that went past the cache.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SessionsCommand extends ListCommand {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "To this host, or as *.example.com to all that end so.")
  @Nullable String host;

  @Option(names = "--class", paramLabel = "CLASS", description = "passthrough, control or failed.")
  @Nullable String sessionClass;

  public SessionsCommand(Surroundings surroundings) {
    super(surroundings, "sessions");
  }

  @Override
  Query filters(Query query) {
    return query.add("host", host).add("class", sessionClass);
  }

  @Override
  Table table(List<JsonNode> rows) {
    return tableOf(rows);
  }

  static Table tableOf(List<JsonNode> rows) {
    Table table =
        new Table(
            List.of(
                Column.text("CLIENT"),
                Column.text("HOST").cutTo(14),
                Column.text("CLASS").leaving(2),
                Column.number("SENT"),
                Column.number("RECEIVED").leaving(3),
                Column.number("TOOK").leaving(1),
                Column.number("DOWN"),
                Column.number("UP").leaving(5),
                Column.text("SERVICE").cutTo(8).leaving(6),
                Column.text("START (UTC)").leaving(4),
                Column.text("DOWNLOAD").leaving(7)));
    for (JsonNode row : rows) {
      table.row(
          row.path("clientIp").asText(""),
          row.path("upstreamHost").asText(""),
          row.path("class").asText(""),
          Units.bytes(row.path("bytesSent").asDouble()),
          Units.bytes(row.path("bytesReceived").asDouble()),
          took(row.path("durationSeconds").asDouble()),
          speed(row, "downloadSpeedBps"),
          speed(row, "uploadSpeedBps"),
          row.path("service").asText(""),
          time(row, "sessionStart"),
          row.path("downloadId").asText(""));
    }
    return table;
  }

  private static String speed(JsonNode row, String member) {
    return row.has(member) ? Units.speed(row.path(member).asDouble()) : "";
  }

  private static String took(double seconds) {
    return seconds < 10
        ? Units.number(seconds) + "s"
        : Units.time(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
