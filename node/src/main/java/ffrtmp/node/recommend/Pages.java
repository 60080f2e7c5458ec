package ffrtmp.node.recommend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.util.Locale;

/** A recommendation in the forms in which it is read. */
public final class Pages {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

  private final MachineFacts machine;
  private final Recommendation advice;

  public Pages(MachineFacts machine, Recommendation advice) {
    this.machine = machine;
    this.advice = advice;
  }

  /** For people: what was found, each setting with its reason, the command line and the file. */
  public String table() {
    StringBuilder page = new StringBuilder();
    page.append("This machine: ").append(machine).append('\n');
    page.append("Taken for an installation that is ").append(advice.size()).append(".\n\n");
    for (Setting setting : advice.settings()) {
      page.append(
          String.format(
              Locale.ROOT, "  %-20s %-14s %s%n", setting.name(), setting.value(), setting.why()));
    }
    page.append(
        String.format(
            Locale.ROOT,
            "  %-20s %-14s %s%n",
            "heap",
            advice.heapMebibytes() + " MiB",
            "the rest is for ffmpeg and the disk's cache"));
    advice.notes().forEach(note -> page.append("\nNote: ").append(note).append(".\n"));
    page.append("\nAs a command line:\n\n  ").append(commandLine()).append('\n');
    page.append("\nAs a file, for FFRTMP_CONFIG (alone: ffrtmp config recommend -o conf):\n\n");
    configuration().lines().forEach(line -> page.append("  ").append(line).append('\n'));
    return page.toString();
  }

  private String commandLine() {
    return "FFRTMP_JAVA_OPTS=%s ffrtmp %s %s"
        .formatted(advice.javaOptions(), advice.command(), String.join(" ", advice.flags()));
  }

  /** A configuration file, as the server reads it. */
  public String configuration() {
    StringBuilder file = new StringBuilder();
    file.append("# For ").append(machine).append(".\n");
    file.append("# Start with FFRTMP_JAVA_OPTS=").append(advice.javaOptions()).append('\n');
    for (String note : advice.notes()) file.append("# ").append(note).append(".\n");
    file.append("ffrtmp {\n");
    for (Setting setting : advice.settings()) {
      file.append("  # ").append(setting.why()).append('\n');
      file.append("  ").append(setting.name()).append(" = ").append(value(setting)).append('\n');
    }
    return file.append("}\n").toString();
  }

  private static String value(Setting setting) {
    return ConfigFactory.parseMap(java.util.Map.of("x", setting.value()))
        .getValue("x")
        .render(ConfigRenderOptions.concise());
  }

  /** One object, which the server reads as a configuration file too. */
  public String json() throws JsonProcessingException {
    return JSON.writeValueAsString(tree()) + "\n";
  }

  /** The same in YAML. */
  public String yaml() throws JsonProcessingException {
    return YAML.writeValueAsString(tree());
  }

  private ObjectNode tree() {
    ObjectNode tree = JSON.createObjectNode();
    ObjectNode found = tree.putObject("machine");
    found.put("cpu_threads", machine.cpuThreads());
    found.put("memory_bytes", machine.ramBytes());
    found.put("gpus", machine.gpus());
    found.put("gpu_model", machine.gpuModel());
    found.put("free_disk_bytes", machine.freeBytes());
    tree.put("size", advice.size().toString());
    tree.put("command", advice.command());
    tree.put("java_options", advice.javaOptions());
    ArrayNode flags = tree.putArray("flags");
    advice.flags().forEach(flags::add);
    ArrayNode notes = tree.putArray("notes");
    advice.notes().forEach(notes::add);
    ObjectNode settings = tree.putObject("ffrtmp");
    for (Setting setting : advice.settings()) {
      settings.set(setting.name(), JSON.valueToTree(setting.value()));
    }
    return tree;
  }
}
