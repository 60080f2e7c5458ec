package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.show.Card;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nodes of the wire in words. */
final class NodeTexts {
  private static final int SHORTEST = 10;

  private NodeTexts() {}

  static Table table(JsonNode said, Instant now) {
    Table table =
        new Table(
            List.of(
                Column.text("NAME").cutTo(SHORTEST),
                Column.text("STATUS"),
                Column.number("JOBS"),
                Column.number("CPU").leaving(9),
                Column.number("LOAD"),
                Column.number("RAM FREE").leaving(3),
                Column.text("GPU").cutTo(SHORTEST).leaving(4),
                Column.text("ADDRESS").cutTo(SHORTEST).leaving(5),
                Column.text("BY").leaving(6),
                Column.number("SEEN").leaving(2),
                Column.text("LABELS").cutTo(SHORTEST).leaving(8),
                Column.text("ID").leaving(7)));
    for (JsonNode node : said.path("nodes")) row(table, node, now);
    return table;
  }

  private static void row(Table table, JsonNode node, Instant now) {
    String load = node.hasNonNull("cpu_load_percent") ? load(node) : "";
    table.row(
        name(node),
        node.path("status").asText(""),
        jobs(node) + slots(node, "/"),
        node.path("cpu_threads").asText(""),
        load,
        ram(node, "ram_free_bytes"),
        gpu(node),
        node.path("address").asText(""),
        node.path("transport").asText(""),
        Units.ago(node.path("last_heartbeat").asText(""), now),
        labels(node),
        node.path("id").asText(""));
  }

  static String name(JsonNode node) {
    return node.path("name").asText(node.path("address").asText(""));
  }

  private static String load(JsonNode node) {
    return Math.round(node.path("cpu_load_percent").asDouble()) + " %";
  }

  private static int jobs(JsonNode node) {
    boolean listed = node.path("current_job_ids").isArray();
    if (listed) return node.path("current_job_ids").size();
    return node.path("current_job_id").asText("").isEmpty() ? 0 : 1;
  }

  private static String slots(JsonNode node, String before) {
    return node.hasNonNull("max_concurrent_jobs")
        ? before + node.path("max_concurrent_jobs").asText()
        : "";
  }

  private static String ram(JsonNode node, String member) {
    double bytes = node.path(member).asDouble();
    return bytes > 0 ? Units.bytes(bytes) : "";
  }

  private static String gpu(JsonNode node) {
    if (!node.path("has_gpu").asBoolean()) return "";
    String count =
        node.path("gpu_count").asInt(1) > 1 ? node.path("gpu_count").asText() + "x " : "";
    return count + node.path("gpu_type").asText("yes");
  }

  private static String labels(JsonNode node) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> label : node.path("labels").properties()) {
      pairs.add(label.getKey() + "=" + label.getValue().asText());
    }
    return String.join(",", pairs);
  }

  static Card card(JsonNode node, Instant now) {
    return new Card()
        .line("node", (name(node) + "  " + node.path("id").asText("")).strip())
        .line("status", node.path("status").asText(""))
        .line("address", node.path("address").asText(""))
        .line("type", node.path("type").asText(""))
        .line("speaks", node.path("transport").asText(""))
        .line("cpu", cpu(node))
        .line("memory", memory(node))
        .line("gpu", gpu(node))
        .line("can", list(node, "capabilities"))
        .line("gpu can", list(node, "gpu_capabilities"))
        .line("labels", labels(node))
        .line("ffmpeg", node.path("ffmpeg_version").asText(""))
        .line("jobs", jobs(node) + slots(node, " of ") + running(node))
        .line("seen", ago(node, "last_heartbeat", now))
        .line("since", Units.clock(node.path("registered_at").asText("")))
        .line("drain until", node.path("drain_deadline").asText(""));
  }

  private static String cpu(JsonNode node) {
    String threads = node.path("cpu_threads").asText("?") + " threads";
    String model = node.path("cpu_model").asText("");
    String load = node.hasNonNull("cpu_load_percent") ? ", " + load(node) + " busy" : "";
    return threads + (model.isEmpty() ? "" : ", " + model) + load;
  }

  private static String memory(JsonNode node) {
    String total = ram(node, "ram_total_bytes");
    String free = ram(node, "ram_free_bytes");
    return free.isEmpty() ? total : total + ", " + free + " free";
  }

  private static String running(JsonNode node) {
    String ids = list(node, "current_job_ids");
    return ids.isEmpty() ? "" : ": " + ids;
  }

  private static String ago(JsonNode node, String member, Instant now) {
    String ago = Units.ago(node.path(member).asText(""), now);
    return ago.isEmpty() ? "" : ago + " ago";
  }

  private static String list(JsonNode node, String member) {
    List<String> words = new ArrayList<>();
    node.path(member).forEach(word -> words.add(word.asText()));
    return String.join(", ", words);
  }
}
