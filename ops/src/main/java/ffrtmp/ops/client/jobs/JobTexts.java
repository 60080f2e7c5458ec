package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.show.Card;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Jobs of the wire in words. What a server does not say is left out. */
final class JobTexts {
  private static final Set<String> ENDED = Set.of("completed", "failed", "canceled");
  private static final int SHORTEST = 12;

  /** Slower than this is no measure yet, and would promise an end in weeks. */
  private static final double LEAST_SPEED = 0.01;

  private JobTexts() {}

  static boolean ended(JsonNode job) {
    return ENDED.contains(status(job));
  }

  static String status(JsonNode job) {
    return job.path("status").asText("");
  }

  static String id(JsonNode job) {
    return job.path("id").asText("");
  }

  /** The number people use, else the id. */
  static String name(JsonNode job) {
    return job.hasNonNull("sequence_number") ? job.path("sequence_number").asText() : id(job);
  }

  static Table table(Iterable<JsonNode> jobs, Instant now) {
    Table table =
        new Table(
            List.of(
                Column.number("SEQ"),
                Column.text("ID").leaving(9),
                Column.text("STATUS"),
                Column.number("DONE"),
                Column.text("QUEUE").leaving(4),
                Column.text("PRIORITY").leaving(5),
                Column.text("SCENARIO").cutTo(SHORTEST).leaving(2),
                Column.text("NODE").cutTo(SHORTEST).leaving(3),
                Column.number("AGE").leaving(6),
                Column.text("ERROR").cutTo(SHORTEST).leaving(8)));
    for (JsonNode job : jobs) {
      table.row(
          job.path("sequence_number").asText(""),
          id(job),
          status(job),
          job.path("progress").asInt() + " %",
          job.path("queue").asText(""),
          job.path("priority").asText(""),
          job.path("scenario").asText(""),
          node(job),
          Units.ago(job.path("created_at").asText(""), now),
          job.path("error").asText(""));
    }
    return table;
  }

  private static String node(JsonNode job) {
    return job.path("node_name").asText(job.path("node_id").asText(""));
  }

  static Card card(JsonNode job, Instant now) {
    Card card = new Card();
    card.line("job", (job.path("sequence_number").asText("") + "  " + id(job)).strip());
    card.line("status", status(job) + progress(job));
    card.line("scenario", job.path("scenario").asText(""));
    card.line("queue", joined(job, ", ", "queue", "priority", "classification"));
    card.line("tenant", job.path("tenant_id").asText(""));
    card.line("engine", job.path("engine").asText(""));
    card.line("node", joined(job, "  ", "node_name", "node_id"));
    card.line("attempt", attempt(job));
    card.line("created", when(job, "created_at", now));
    card.line("started", when(job, "started_at", now));
    card.line("ended", when(job, "completed_at", now));
    card.line("took", took(job));
    parameters(card, job.path("parameters"));
    card.line("retry", job.path("retry_reason").asText(""));
    card.line("reason", job.path("failure_reason").asText(""));
    card.line("error", job.path("error").asText(""));
    result(card, job.path("result"));
    return card;
  }

  /** What a running attempt said last: percent, frames, speed, the rest of the time. */
  static String progress(JsonNode job) {
    if (ended(job)) return "";
    List<String> words = new ArrayList<>();
    if (job.path("progress").asInt() > 0) words.add(job.path("progress").asInt() + " %");
    words.addAll(pace(job));
    return words.isEmpty() ? "" : "  " + String.join("  ", words);
  }

  /** fps, speed, and what is left. */
  static List<String> pace(JsonNode job) {
    List<String> words = new ArrayList<>();
    if (ended(job)) return words;
    JsonNode details = job.path("progress_details");
    double fps = details.path("fps").asDouble();
    double speed = details.path("speed").asDouble();
    // ffmpeg says 0 until it has measured
    if (fps > 0) words.add(Units.rate(fps) + " fps");
    if (speed < LEAST_SPEED) return words;
    words.add(String.format(Locale.ROOT, "%.1fx", speed));
    if (details.hasNonNull("eta_seconds")) {
      words.add("ETA " + seconds(details.path("eta_seconds").asDouble()));
    }
    return words;
  }

  private static String attempt(JsonNode job) {
    if (!job.has("attempt") && job.path("retry_count").asInt() == 0) return "";
    String retries =
        job.path("retry_count").asText("0") + " of " + job.path("max_retries").asText("?");
    return job.path("attempt").asText("0") + ", retries " + retries;
  }

  private static String when(JsonNode job, String member, Instant now) {
    String time = job.path(member).asText("");
    String ago = Units.ago(time, now);
    return ago.isEmpty() ? time : Units.clock(time) + ", " + ago + " ago";
  }

  private static String took(JsonNode job) {
    Instant from = Units.instant(job.path("started_at").asText("")).orElse(null);
    Instant to = Units.instant(job.path("completed_at").asText("")).orElse(null);
    return from == null || to == null ? "" : Units.exact(Duration.between(from, to));
  }

  private static void parameters(Card card, JsonNode parameters) {
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : parameters.properties()) {
      String name = member.getKey();
      String value = text(member.getValue());
      if (name.equals("input") || name.equals("output")) card.line(name, value);
      else others.add(name + "=" + value);
    }
    card.line("with", String.join(" ", others));
  }

  private static void result(Card card, JsonNode result) {
    List<String> words = new ArrayList<>();
    if (result.hasNonNull("output_bytes")) {
      words.add(Units.bytes(result.path("output_bytes").asDouble()));
    }
    add(words, result, "encoding_fps", " fps");
    add(words, result, "speed", "x");
    add(words, result, "vmaf_score", " VMAF");
    add(words, result, "psnr_db", " dB PSNR");
    add(words, result, "energy_joules", " J");
    card.line("result", String.join(", ", words));
  }

  private static void add(List<String> words, JsonNode from, String name, String unit) {
    if (from.path(name).asDouble() > 0) words.add(Units.number(from.path(name).asDouble()) + unit);
  }

  private static String joined(JsonNode job, String by, String... names) {
    List<String> words = new ArrayList<>();
    for (String name : names) if (job.hasNonNull(name)) words.add(job.path(name).asText());
    return String.join(by, words);
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static String seconds(double seconds) {
    return Units.time(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
