package ffrtmp.ops.client.streams;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What clients fetched. */
@Command(
    name = "downloads",
    description = "Shows what clients fetched through the cache, and how fast.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class DownloadsCommand extends ListCommand {
  @Option(names = "--service", paramLabel = "NAME", description = "Of this service, such as steam.")
  @Nullable String service;

  @Option(
      names = "--active",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Only those that go on, or only those that are over.")
  @Nullable Boolean active;

  public DownloadsCommand(Surroundings surroundings) {
    super(surroundings, "downloads");
  }

  @Override
  Query filters(Query query) {
    return query.add("service", service).add("active", active);
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
                Column.text("SERVICE").cutTo(8),
                Column.text("NAME").cutTo(8).leaving(1),
                Column.number("BYTES"),
                Column.number("HIT").leaving(2),
                Column.number("AVERAGE"),
                Column.number("PEAK").leaving(3),
                Column.number("UP").leaving(5),
                Column.text("START (UTC)").leaving(4),
                Column.text("GOING").leaving(6),
                Column.text("ID").leaving(7)));
    for (JsonNode row : rows) {
      String rough = row.path("lowResolution").asBoolean() ? "~" : "";
      table.row(
          row.path("clientIp").asText(""),
          row.path("service").asText(""),
          row.path("name").asText(""),
          Units.bytes(row.path("bytes").asDouble()),
          share(row.path("hitBytes").asDouble(), row.path("missBytes").asDouble()),
          rough + Units.speed(row.path("downloadSpeedBps").asDouble()),
          Units.speed(row.path("peakSpeedBps").asDouble()),
          row.has("uploadSpeedBps") ? Units.speed(row.path("uploadSpeedBps").asDouble()) : "",
          time(row, "start"),
          row.path("active").asBoolean() ? "yes" : "",
          row.path("id").asText(""));
    }
    return table;
  }

  private static String share(double hit, double miss) {
    return hit + miss == 0 ? "" : Math.round(100 * hit / (hit + miss)) + " %";
  }
}
