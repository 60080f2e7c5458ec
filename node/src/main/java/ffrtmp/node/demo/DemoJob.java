package ffrtmp.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One job of the demo: what is asked, and the latest of what the server said of it.
 *
 * @param codec the codec that the output must have, as ffmpeg names it
 */
record DemoJob(
    String queue,
    String priority,
    String scenario,
    String codec,
    String output,
    @Nullable JsonNode seen) {
  Map<String, Object> request(String input) {
    return Map.of(
        "scenario", scenario,
        "queue", queue,
        "priority", priority,
        "parameters", Map.of("input", input, "output", output, "preset", "veryfast"));
  }

  DemoJob seen(JsonNode job) {
    return new DemoJob(queue, priority, scenario, codec, output, job);
  }

  String id() {
    return text("id", "");
  }

  String status() {
    return text("status", "unknown");
  }

  boolean ended() {
    return switch (status()) {
      case "completed", "failed", "canceled" -> true;
      default -> false;
    };
  }

  double percent() {
    return seen == null ? 0 : seen.path("progress").asDouble(0);
  }

  Instant createdAt() {
    return Instant.parse(text("created_at", "9999-01-01T00:00:00Z"));
  }

  /** When the job was first given to a node; never: the end of time. */
  Instant assignedAt() {
    if (seen == null) return Instant.MAX;
    for (JsonNode transition : seen.path("state_transitions")) {
      if (transition.path("to").asText().equals("assigned")) {
        return Instant.parse(transition.path("timestamp").asText());
      }
    }
    return Instant.MAX;
  }

  String text(String member, String otherwise) {
    return seen == null ? otherwise : seen.path(member).asText(otherwise);
  }
}
