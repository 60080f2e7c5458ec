package ffrtmp.http.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * How JSON is read and written here: compact, members in snake case, what is absent left out, times
 * as RFC 3339; read strictly and within bounds (64 levels, 1,000 digits, 64 KiB a string, 100,000
 * tokens, no member twice).
 */
public final class Json {
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxNumberLength(1000)
          .maxStringLength(64 << 10)
          .maxNameLength(1024)
          .maxTokenCount(100_000)
          .build();

  /** Logs come as one text, as long as the body may be. */
  private static final StreamReadConstraints LONG_TEXTS =
      BOUNDS.rebuild().maxStringLength(16 << 20).build();

  private static final ObjectMapper MAPPER = mapper(BOUNDS);
  private static final ObjectMapper LONG_MAPPER = mapper(LONG_TEXTS);

  private Json() {}

  private static ObjectMapper mapper(StreamReadConstraints bounds) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(bounds)
                // names are the client's: they shall not stay in the JVM's own table of texts
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build())
        .addModule(new JavaTimeModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(Include.NON_NULL, Include.USE_DEFAULTS))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A record of {@code protocol} as a tree; null stays null. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Sets a number that is known, and leaves out one that is not. */
  static void put(ObjectNode json, String name, @Nullable Long value) {
    if (value != null) json.put(name, value);
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree could not be written", e);
    }
  }

  /**
   * The one JSON value that {@code bytes} hold; a missing node when they hold none.
   *
   * @throws IOException when they are no JSON, or JSON out of bounds
   */
  public static JsonNode read(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  /** The same, with texts of up to 16 Mi characters. */
  public static JsonNode readLong(byte[] bytes) throws IOException {
    return LONG_MAPPER.readTree(bytes);
  }
}
