package ffrtmp.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The API's description, as a test needs it: its operations, and whether JSON fits a schema. */
public final class OpenApi {
  public static final String JSON = "application/json";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaValidatorsConfig FORMATS =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonNode document;
  private final JsonNode strict;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  private OpenApi(JsonNode document) {
    this.document = document;
    strict = document.path("components").deepCopy();
    close(strict);
  }

  public static OpenApi load() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/ffrtmp/http/openapi.json")) {
      return new OpenApi(MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode document() {
    return document;
  }

  /** One operation, with references in its parameters resolved. */
  public record Operation(String method, String path, JsonNode json, List<JsonNode> parameters) {
    public Set<String> access() {
      return texts(json.path("x-access"));
    }

    public Set<String> tags() {
      return texts(json.path("tags"));
    }

    public boolean hasBody() {
      return json.has("requestBody");
    }

    public JsonNode body(String type) {
      return json.at("/requestBody/content").path(type);
    }

    public List<JsonNode> parameters(String in) {
      return parameters.stream().filter(p -> p.path("in").asText().equals(in)).toList();
    }

    public Set<String> query() {
      return parameters("query").stream()
          .map(parameter -> parameter.path("name").asText())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean isStream() {
      return json.at("/responses/200/content").size() == 1
          && json.at("/responses/200/content").has("text/event-stream");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> item : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : item.getValue().properties()) {
        if (each.getKey().equals("servers")) continue;
        List<JsonNode> parameters = new ArrayList<>();
        each.getValue().path("parameters").forEach(p -> parameters.add(resolved(p)));
        String method = each.getKey().toUpperCase(Locale.ROOT);
        operations.add(new Operation(method, item.getKey(), each.getValue(), parameters));
      }
    }
    return operations;
  }

  public Operation operation(String id) {
    return operations().stream()
        .filter(operation -> operation.json().path("operationId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** What the description says of this status; empty: nothing. */
  public Optional<JsonNode> response(Operation operation, int status) {
    JsonNode response = operation.json().path("responses").path(Integer.toString(status));
    return response.isMissingNode() ? Optional.empty() : Optional.of(resolved(response));
  }

  /** What does not fit: as a client's own JSON, which may hold more than is described. */
  public Set<String> misfits(JsonNode schema, JsonNode value) {
    return misfits(schema, document.path("components"), "open", value);
  }

  /** What does not fit: as an answer, which holds nothing that is not described. */
  public Set<String> strictMisfits(JsonNode schema, JsonNode value) {
    JsonNode closed = schema.deepCopy();
    close(closed);
    return misfits(closed, strict, "strict", value);
  }

  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private Set<String> misfits(JsonNode schema, JsonNode components, String kind, JsonNode value) {
    JsonSchema compiled =
        schemas.computeIfAbsent(
            kind + schema,
            key -> {
              ObjectNode root = schema.deepCopy();
              root.set("components", components);
              return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root, FORMATS);
            });
    return compiled.validate(value).stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Objects that say nothing about further members have none. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(OpenApi::close);
  }

  private static Set<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
