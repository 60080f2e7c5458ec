package ffrtmp.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Grafana and Prometheus are given, against the one list of metrics. */
final class DashboardsTest {
  private static final String SCHEDULER = "grafana/dashboards/distributed-scheduler.json";
  private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  @Test
  void everyPanelAsksForMetricsAndLabelsThatThereAre() throws Exception {
    for (Path dashboard : dashboards()) {
      for (JsonNode panel : panels(new ObjectMapper().readTree(dashboard.toFile()))) {
        String title = panel.path("title").asText();
        assertThat(panel.path("targets")).as(title).isNotEmpty();
        for (JsonNode target : panel.path("targets")) {
          Query query = new Query(target.path("expr").asText());
          assertThat(query.faults()).as("%s: %s", title, query.expression()).isEmpty();
          Matcher legend = IN_LEGEND.matcher(target.path("legendFormat").asText());
          while (legend.find()) {
            assertThat(query.grouped()).as("%s: the legend", title).contains(legend.group(1));
          }
        }
      }
    }
  }

  @Test
  void everyAlertAsksForMetricsAndLabelsThatThereAre() throws Exception {
    JsonNode rules = yaml("prometheus/alerts.yml").path("groups").get(0).path("rules");
    assertThat(rules).isNotEmpty();
    for (JsonNode rule : rules) {
      assertThat(new Query(rule.path("expr").asText()).faults())
          .as(rule.path("alert").asText())
          .isEmpty();
    }
  }

  @Test
  void theQueriesToPasteAskForWhatThereIs() throws Exception {
    String page = Files.readString(Path.of("README.md"));
    String block = page.substring(page.indexOf("## Queries to paste"));
    List<String> queries = block.lines().filter(line -> line.contains("_bytes")).toList();
    assertThat(queries).hasSizeGreaterThan(5);
    for (String query : queries) assertThat(new Query(query).faults()).as(query).isEmpty();
  }

  @Test
  void aQueryThatNamesWhatIsNotThereIsFound() {
    assertThat(new Query("sum(ffrtmp_nothing)").faults())
        .containsExactly("no metric ffrtmp_nothing");
    assertThat(new Query("ffrtmp_jobs_total{status=\"queued\"}").faults())
        .containsExactly("ffrtmp_jobs_total has no label status");
    assertThat(new Query("sum by(queue) (ffrtmp_active_jobs)").faults())
        .containsExactly("nothing has the label queue");
    assertThat(new Query("rate(ffrtmp_job_duration_seconds[5m])").faults())
        .as("a histogram has no series of its own name")
        .hasSize(1);
  }

  @Test
  void theSchedulersDashboardHasTheFiveBandwidthPanelsLastAndTheirThresholds() throws Exception {
    List<JsonNode> panels = panels(json(SCHEDULER));
    List<String> titles = panels.stream().map(panel -> panel.path("title").asText()).toList();
    assertThat(titles)
        .endsWith(
            "Scheduler Bandwidth (Total)",
            "Request/Response Size Distribution",
            "Total Bandwidth I/O",
            "Outbound Bandwidth",
            "Bandwidth by Endpoint");
    for (String title : List.of("Total Bandwidth I/O", "Outbound Bandwidth")) {
      JsonNode panel = panels.get(titles.indexOf(title));
      assertThat(panel.path("type").asText()).isEqualTo("stat");
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isEqualTo("Bps");
      assertThat(panel.at("/fieldConfig/defaults/thresholds/steps").toString())
          .isEqualTo(
              "[{\"color\":\"green\",\"value\":null},{\"color\":\"yellow\",\"value\":1000000},"
                  + "{\"color\":\"red\",\"value\":10000000}]");
    }
  }

  @Test
  void everyPanelTakesTheDatasourceThatTheUserChose() throws Exception {
    for (Path file : dashboards()) {
      JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
      assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
      assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
      for (JsonNode panel : panels(dashboard)) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        for (JsonNode target : panel.path("targets")) {
          assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        }
      }
    }
  }

  @Test
  void panelsDoNotCoverOneAnotherAndHaveIdsOfTheirOwn() throws Exception {
    for (Path file : dashboards()) {
      Set<Integer> ids = new HashSet<>();
      Set<String> cells = new HashSet<>();
      for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
        assertThat(ids.add(panel.path("id").asInt())).isTrue();
        JsonNode place = panel.path("gridPos");
        for (int x = 0; x < place.path("w").asInt(); x++) {
          for (int y = 0; y < place.path("h").asInt(); y++) {
            int column = place.path("x").asInt() + x;
            assertThat(column).isLessThan(24);
            assertThat(cells.add(column + "/" + (place.path("y").asInt() + y)))
                .as(panel.path("title").asText())
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void theProvisioningFilesSayWhereGrafanaFindsAll() throws Exception {
    JsonNode source = yaml("grafana/provisioning/datasources/ffrtmp.yml");
    assertThat(source.at("/datasources/0/type").asText()).isEqualTo("prometheus");
    JsonNode provider = yaml("grafana/provisioning/dashboards/ffrtmp.yml");
    assertThat(provider.at("/providers/0/type").asText()).isEqualTo("file");
    assertThat(provider.at("/providers/0/options/path").asText()).isNotEmpty();
  }

  @Test
  void promtoolTakesTheRulesAndTheConfiguration() throws Exception {
    Path promtool = Requires.program("promtool");
    assertThat(run(promtool, "check", "rules", resource("prometheus/alerts.yml").toString()))
        .contains("SUCCESS");
    assertThat(run(promtool, "check", "config", resource("prometheus/prometheus.yml").toString()))
        .contains("SUCCESS");
  }

  private static String run(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static List<Path> dashboards() throws Exception {
    try (Stream<Path> files = Files.list(resource("grafana/dashboards"))) {
      List<Path> all = files.sorted().toList();
      assertThat(all).isNotEmpty();
      return all;
    }
  }

  /** Rows are only lines between panels. */
  private static List<JsonNode> panels(JsonNode dashboard) {
    List<JsonNode> panels = new ArrayList<>();
    dashboard.path("panels").forEach(panels::add);
    panels.removeIf(panel -> panel.path("type").asText().equals("row"));
    return panels;
  }

  private static JsonNode json(String name) throws IOException {
    try (InputStream in = DashboardsTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static JsonNode yaml(String name) throws IOException {
    try (InputStream in = DashboardsTest.class.getResourceAsStream(name)) {
      return new YAMLMapper().readTree(in);
    }
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(DashboardsTest.class.getResource(name)).toURI());
  }
}
