package ffrtmp.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils a JSON body: in its values, in its text, in its bytes. */
final class Bodies {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Each stands in the place of some value; they need not be JSON. */
  private static final String[] NASTY = {
    "null",
    "true",
    "-1",
    "0",
    "1e999999",
    "-1e400",
    "1e-400",
    "0.1",
    "9223372036854775808",
    "9".repeat(1200),
    "1." + "0".repeat(5000),
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"" + "x".repeat(5000) + "\"",
    "\"" + "é".repeat(70_000) + "\"",
    "\"../../etc/passwd\"",
    "\"-y\"",
    "\"file:///etc/passwd\"",
    "\"rtmp://u:p@h/a\"",
    "\"https://[::1\"",
    "\"2026-02-30T25:61:61Z\"",
    "\"1-1-1-1-1\"",
    "[]",
    "{}",
    "[[[[]]]]",
    "{\"\":{\"~/\":0}}",
    "[null,1,\"a\",{}]",
    "NaN",
    "Infinity",
    "'a'",
    "undefined",
    "01",
    "+1",
    ".5",
    "\"\\x\"",
    "\"unfinished",
    "/* */1"
  };

  private final Random random;

  Bodies(Random random) {
    this.random = random;
  }

  /** {@code json} with something wrong in it, usually. */
  byte[] spoil(JsonNode json) {
    return switch (random.nextInt(8)) {
      case 0 -> bytes(json.toString());
      case 1 -> scratched(bytes(json.toString()));
      case 2 -> whole();
      default -> bytes(withNastyValues(json));
    };
  }

  /** Some values, or members, are others. */
  private String withNastyValues(JsonNode json) {
    JsonNode copy = json.deepCopy();
    List<String> nasty = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      JsonNode place = somewhere(copy);
      nasty.add(NASTY[random.nextInt(NASTY.length)]);
      JsonNode mark = JSON.textNode("@" + (nasty.size() - 1) + "@");
      if (place instanceof ObjectNode object) change(object, mark);
      else if (place instanceof ArrayNode array) change(array, mark);
    }
    String text = copy.toString();
    for (int i = 0; i < nasty.size(); i++) text = text.replace("\"@" + i + "@\"", nasty.get(i));
    return text;
  }

  private JsonNode somewhere(JsonNode root) {
    JsonNode place = root;
    while (random.nextInt(3) > 0) {
      List<JsonNode> inside = new ArrayList<>();
      place.forEach(child -> inside.add(child));
      inside.removeIf(child -> !child.isContainerNode());
      if (inside.isEmpty()) return place;
      place = inside.get(random.nextInt(inside.size()));
    }
    return place;
  }

  private void change(ObjectNode object, JsonNode mark) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(6) == 0) {
      object.set(random.nextBoolean() ? "unknown" : "x".repeat(2000), mark);
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(6) == 0) object.remove(name);
    else object.set(name, mark);
  }

  private void change(ArrayNode array, JsonNode mark) {
    if (array.isEmpty() || random.nextInt(4) == 0) array.add(mark);
    else array.set(random.nextInt(array.size()), mark);
  }

  /** Bytes flipped, cut off, or put in. */
  private byte[] scratched(byte[] bytes) {
    if (bytes.length == 0) return bytes;
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> put(bytes, at, (byte) 0xC3, (byte) 0x28);
      case 2 -> put(bytes, at, (byte) 0xED, (byte) 0xA0, (byte) 0x80);
      case 3 -> put(bytes, at, (byte) random.nextInt(256));
      default -> {
        byte[] copy = bytes.clone();
        copy[at] = (byte) random.nextInt(256);
        yield copy;
      }
    };
  }

  private static byte[] put(byte[] bytes, int at, byte... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(more);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  /** Another body altogether. */
  private byte[] whole() {
    return switch (random.nextInt(10)) {
      case 0 -> new byte[0];
      case 1 -> bytes("[".repeat(1 + random.nextInt(100_000)));
      case 2 -> bytes("{\"a\":".repeat(1 + random.nextInt(5000)));
      case 3 -> bytes(keys(1 + random.nextInt(5000)));
      case 4 -> bytes("{\"queue\":\"live\",\"queue\":\"batch\"}");
      case 5 -> bytes("\uFEFF{}");
      case 6 -> "{\"scenario\":\"a\"}".getBytes(StandardCharsets.UTF_16);
      case 7 -> bytes("{}{}");
      case 8 -> noise();
      default -> bytes(NASTY[random.nextInt(NASTY.length)]);
    };
  }

  private static String keys(int count) {
    StringBuilder json = new StringBuilder("{\"parameters\":{\"k\":0");
    for (int i = 0; i < count; i++) json.append(",\"k").append(i).append("\":0");
    return json.append("}}").toString();
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(2000)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
