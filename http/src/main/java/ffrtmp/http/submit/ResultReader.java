package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.JobResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an attempt measured. A figure is looked for at the top, then in {@code metrics} and
 * {@code analyzer_output}, where the old agents put theirs; whatever else these hold of numbers is
 * kept by name.
 */
final class ResultReader {
  private static final int MOST_METRICS = 64;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_OUTPUT = 4096;
  private static final int DEEPEST = 4;

  private final List<JsonNode> places;
  private final Map<String, Double> metrics = new LinkedHashMap<>();

  private ResultReader(ObjectNode body) {
    places = new ArrayList<>(List.of(body));
    for (String name : List.of("metrics", "analyzer_output")) {
      JsonNode place = body.path(name);
      if (!place.isObject()) continue;
      places.add(place);
      collect("", place, 1);
    }
  }

  static JobResult read(ObjectNode body) {
    return new ResultReader(body).result();
  }

  private JobResult result() {
    return new JobResult(
        number("qoe_score"),
        number("efficiency_score"),
        number("energy_joules"),
        number("vmaf_score", "vmaf"),
        number("psnr_db", "psnr_score", "psnr"),
        number("ssim", "ssim_score"),
        whole("output_bytes", "output_size_bytes", "output_size"),
        whole("input_bytes", "input_size_bytes", "input_size"),
        number("encoding_fps", "fps", "avg_fps"),
        number("speed", "encoding_speed"),
        number("processing_time_seconds", "duration_seconds", "exec_duration", "duration"),
        number("cpu_seconds"),
        whole("peak_memory_bytes"),
        output(),
        metrics);
  }

  private @Nullable Double number(String... names) {
    for (JsonNode place : places) {
      for (String name : names) {
        Double value = Numbers.read(place.get(name));
        if (value != null) return value;
      }
    }
    return null;
  }

  private @Nullable Long whole(String... names) {
    Double value = number(names);
    return value == null || value < 0 ? null : (Long) value.longValue();
  }

  private @Nullable String output() {
    String text = places.get(0).path("output").asText("");
    return text.isEmpty() || text.length() > LONGEST_OUTPUT ? null : text;
  }

  private void collect(String prefix, JsonNode object, int depth) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = prefix + member.getKey();
      if (member.getValue().isObject() && depth < DEEPEST) {
        collect(name + ".", member.getValue(), depth + 1);
        continue;
      }
      Double value = Numbers.read(member.getValue());
      boolean fits = metrics.size() < MOST_METRICS && name.length() <= LONGEST_NAME;
      if (value != null && fits) metrics.putIfAbsent(name, value);
    }
  }
}
