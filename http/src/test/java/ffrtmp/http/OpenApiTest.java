package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.http.access.Access;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description is valid, its examples fit it, and it describes the routes that are served. */
class OpenApiTest {
  private final OpenApi api = OpenApi.load();

  @Test
  void itIsValidOpenApi() {
    SwaggerParseResult read =
        new OpenAPIV3Parser().readContents(api.document().toString(), null, new ParseOptions());
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
  }

  @Test
  void theRoutesServedAreTheRoutesDescribed() {
    Map<String, String> described = new TreeMap<>();
    for (Operation operation : api.operations()) {
      described.put(
          operation.toString(),
          facts(
              operation.access(),
              operation.json().path("x-tenants").asBoolean(),
              operation.hasBody(),
              operation.query()));
    }
    assertThat(served()).containsExactlyEntriesOf(described);
  }

  @Test
  void eachOperationHasItsOwnNameAndSaysWhatItIs() {
    Set<String> names = new HashSet<>();
    for (Operation operation : api.operations()) {
      assertThat(names.add(operation.json().path("operationId").asText()))
          .as("%s", operation)
          .isTrue();
      assertThat(operation.json().path("summary").asText()).as("%s", operation).isNotBlank();
      assertThat(operation.tags()).as("%s", operation).hasSize(1);
    }
  }

  @Test
  void whatIsOpenNeedsNoKeyAndNothingElseIs() {
    for (Operation operation : api.operations()) {
      boolean open = operation.access().contains("open");
      assertThat(operation.json().path("security").isEmpty() && operation.json().has("security"))
          .as("%s", operation)
          .isEqualTo(open);
      assertThat(operation.json().path("responses").has("401")).isEqualTo(!open);
      assertThat(operation.json().path("responses").has("403")).isEqualTo(!open);
    }
  }

  @Test
  void theNamesInAnAddressAreItsPathParameters() {
    for (Operation operation : api.operations()) {
      Set<String> names =
          operation.parameters("path").stream()
              .map(parameter -> "{" + parameter.path("name").asText() + "}")
              .collect(Collectors.toSet());
      assertThat(List.of(operation.path().split("/", -1)).stream().filter(s -> s.startsWith("{")))
          .as("%s", operation)
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void everyExampleFitsItsSchema() throws Exception {
    int examples = 0;
    for (Operation operation : api.operations()) {
      examples += fit(operation, operation.json().at("/requestBody/content"));
      for (JsonNode response : operation.json().path("responses")) {
        examples += fit(operation, api.resolved(response).path("content"));
      }
      for (JsonNode parameter : operation.parameters()) {
        if (!parameter.has("example")) continue;
        assertThat(api.misfits(parameter.path("schema"), parameter.path("example")))
            .as("%s %s", operation, parameter.path("name"))
            .isEmpty();
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(100);
  }

  private int fit(Operation operation, JsonNode content) throws Exception {
    int examples = 0;
    for (Map.Entry<String, JsonNode> media : content.properties()) {
      JsonNode schema = media.getValue().path("schema");
      for (JsonNode example : examples(media.getValue())) {
        assertThat(api.strictMisfits(schema, example))
            .as("%s %s", operation, media.getKey())
            .isEmpty();
        if (media.getKey().endsWith("x-ndjson")) {
          for (String line : example.asText().lines().toList()) new ObjectMapper().readTree(line);
        }
        examples++;
      }
    }
    return examples;
  }

  private List<JsonNode> examples(JsonNode media) {
    if (media.has("example")) return List.of(media.path("example"));
    return media.path("examples").properties().stream()
        .map(named -> api.resolved(named.getValue()).path("value"))
        .toList();
  }

  private static Map<String, String> served() {
    try (TestServer server = new TestServer()) {
      Map<String, String> served = new TreeMap<>();
      for (Route route : server.routes()) {
        served.put(
            route.method().value() + " " + route.template(),
            facts(
                roles(route.access()),
                route.access().tenants(),
                route.readsBody(),
                new TreeSet<>(route.query())));
      }
      return served;
    }
  }

  private static Set<String> roles(Access access) {
    if (access.open()) return Set.of("open");
    return access.roles().stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String facts(
      Set<String> access, boolean tenants, boolean body, Set<String> query) {
    return access
        + (tenants ? " of tenants too" : "")
        + (body ? " with a body" : "")
        + (query.isEmpty() ? "" : " query " + query);
  }
}
