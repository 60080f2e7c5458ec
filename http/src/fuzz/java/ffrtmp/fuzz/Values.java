package ffrtmp.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/** Values that fit a schema, as far as its words tell. */
final class Values {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 6;

  /** Of these at least one fits each pattern of the description. */
  private static final String[] TEXTS = {
    "a",
    "h264",
    "hevc",
    "libx264",
    "fast",
    "2500k",
    "5M",
    "1280x720",
    "720p",
    "30s",
    "cache",
    "example.com",
    "1080p30-h264",
    "s3cret",
    "yuv420p",
    "film.mkv"
  };

  private final OpenApi api;
  private final Random random;

  Values(OpenApi api, Random random) {
    this.api = api;
    this.random = random;
  }

  JsonNode of(JsonNode schema) {
    return of(schema, 0);
  }

  private JsonNode of(JsonNode reference, int depth) {
    JsonNode schema = api.resolved(reference);
    if (schema.has("const")) return schema.path("const");
    if (schema.has("enum")) return one(schema.path("enum"));
    if (schema.has("oneOf")) return of(one(schema.path("oneOf")), depth);
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "integer" -> JSON.numberNode(whole(schema));
      case "number" -> JSON.numberNode(least(schema) + random.nextDouble() * 10);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "string" -> JSON.textNode(text(schema));
      default -> JSON.nullNode();
    };
  }

  private String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? one(type).asText() : type.asText();
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      boolean needed = required.contains(member.getKey());
      boolean wanted = depth < DEEPEST && random.nextInt(4) == 0;
      if (member.getValue().has("not") || (!needed && !wanted)) continue;
      object.set(member.getKey(), of(member.getValue(), depth + 1));
    }
    if (schema.path("additionalProperties").isObject() && random.nextBoolean()) {
      object.set("zone", of(schema.path("additionalProperties"), depth + 1));
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    int least = schema.path("minItems").asInt(0);
    int most = Math.min(schema.path("maxItems").asInt(4), 4);
    int size = least + random.nextInt(Math.max(1, most - least + 1));
    for (int i = 0; i < size; i++) array.add(of(schema.path("items"), depth + 1));
    return array;
  }

  private long whole(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(1000);
    if (random.nextInt(4) == 0) return random.nextBoolean() ? least : most;
    return least + random.nextInt((int) Math.max(1, Math.min(most - least, 1000)));
  }

  private static double least(JsonNode schema) {
    return schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(0)) + 0.001;
  }

  private String text(JsonNode schema) {
    if (schema.path("format").asText().equals("uuid")) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    if (schema.path("format").asText().equals("date-time")) {
      return "2026-01-%02dT12:00:00%s"
          .formatted(1 + random.nextInt(28), random.nextBoolean() ? "Z" : "+02:00");
    }
    if (!schema.has("pattern")) return TEXTS[random.nextInt(TEXTS.length)];
    Pattern pattern = Pattern.compile(schema.path("pattern").asText());
    int from = random.nextInt(TEXTS.length);
    for (int i = 0; i < TEXTS.length; i++) {
      String text = TEXTS[(from + i) % TEXTS.length];
      if (pattern.matcher(text).find()) return text;
    }
    throw new IllegalStateException("no text fits " + pattern);
  }

  private JsonNode one(JsonNode array) {
    return array.get(random.nextInt(array.size()));
  }
}
