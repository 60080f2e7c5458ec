package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ffrtmp.protocol.job.Classification;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The master's JSON: members in snake case, what is absent left out, unknown members ignored. */
final class Wire {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(Include.NON_NULL, Include.USE_DEFAULTS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Says of a worker that it obeys {@code pause} and {@code resume}. */
  private static final String CAN_PAUSE = "pause";

  private static final int CPU_MILLIS = 1000;

  private Wire() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ObjectNode registration(NodeFacts facts, String incarnation, Duration heartbeat) {
    ObjectNode json = JSON.valueToTree(facts);
    json.remove("transport");
    ArrayNode capabilities = json.putArray("capabilities");
    facts.capabilities().stream().sorted().forEach(capabilities::add);
    capabilities.add(CAN_PAUSE);
    json.put("incarnation", incarnation);
    json.put("heartbeat_interval_seconds", heartbeat.toMillis() / 1000.0);
    return json;
  }

  static ObjectNode heartbeat(String incarnation, Vitals vitals, Set<Held> held, boolean closing) {
    ObjectNode json = JSON.valueToTree(vitals);
    json.put("incarnation", incarnation);
    json.put("closing", closing);
    ArrayNode array = json.putArray("held");
    for (Held each : held) array.add(attempt(each));
    return json;
  }

  static ObjectNode attempt(Held held) {
    return object().put("job_id", held.job().toString()).put("attempt", held.attempt());
  }

  /** A JSON tree of a record of {@code protocol}. */
  static ObjectNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /**
   * The attempt that a job stands for.
   *
   * @throws IOException when its id or its attempt is missing
   */
  static Held held(JsonNode json, String idMember) throws IOException {
    int attempt = json.path("attempt").asInt(0);
    if (attempt < 1) throw new IOException("no attempt in it");
    try {
      return new Held(new JobId(UUID.fromString(json.path(idMember).asText())), attempt);
    } catch (IllegalArgumentException e) {
      throw new IOException("no job's id in it", e);
    }
  }

  /**
   * What a job wants done.
   *
   * @throws IOException when a member is not understood
   */
  static JobSpec spec(JsonNode json) throws IOException {
    Double timeout = readOrNull(json, "timeout_seconds", Double.class);
    return new JobSpec(
        text(json, "tenant_id"),
        text(json, "scenario"),
        text(json, "confidence"),
        read(json, "engine", Engine.class, Engine.AUTO),
        readOrNull(json, "classification", Classification.class),
        read(json, "queue", Queue.class, Queue.DEFAULT),
        read(json, "priority", Priority.class, Priority.MEDIUM),
        read(json, "parameters", TranscodeParameters.class, TranscodeParameters.NONE),
        requirements(json.path("requirements")),
        json.path("max_retries").asInt(0),
        timeout == null ? null : Duration.ofMillis(Math.round(timeout * 1000)),
        readOrNull(json, "not_before", Instant.class),
        List.of());
  }

  private static Requirements requirements(JsonNode json) {
    if (!json.isObject()) return Requirements.DEFAULT;
    Set<String> capabilities = new LinkedHashSet<>();
    json.path("capabilities").forEach(each -> capabilities.add(each.asText()));
    Map<String, String> labels = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> label : json.path("labels").properties()) {
      labels.put(label.getKey(), label.getValue().asText());
    }
    return new Requirements(
        (int) Math.round(json.path("cpu_cores").asDouble(0) * CPU_MILLIS),
        json.path("ram_bytes").asLong(0),
        json.path("gpu_count").asInt(0),
        text(json, "gpu_type"),
        capabilities,
        labels);
  }

  private static @Nullable String text(JsonNode json, String member) {
    JsonNode value = json.path(member);
    return value.isTextual() ? value.asText() : null;
  }

  private static <T> T read(JsonNode json, String member, Class<T> type, T otherwise)
      throws IOException {
    T value = readOrNull(json, member, type);
    return value == null ? otherwise : value;
  }

  private static <T> @Nullable T readOrNull(JsonNode json, String member, Class<T> type)
      throws IOException {
    JsonNode value = json.path(member);
    if (value.isMissingNode() || value.isNull()) return null;
    try {
      return JSON.treeToValue(value, type);
    } catch (JsonProcessingException e) {
      throw new IOException("its " + member + " is not understood", e);
    }
  }
}
