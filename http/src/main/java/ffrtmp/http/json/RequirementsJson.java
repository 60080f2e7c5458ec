package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.Requirements;
import java.util.TreeMap;

/** What a job needs, in the units and members in which it is submitted. */
final class RequirementsJson {
  private RequirementsJson() {}

  static ObjectNode of(Requirements needs) {
    ObjectNode json = Json.object();
    if (needs.cpuMillis() % 1000 == 0) json.put("cpu_cores", needs.cpuMillis() / 1000);
    else json.put("cpu_cores", needs.cpuMillis() / 1000.0);
    json.put("ram_bytes", needs.ramBytes());
    if (needs.gpuCount() > 0) json.put("gpu_count", needs.gpuCount());
    if (needs.gpuType() != null) json.put("gpu_type", needs.gpuType());
    if (!needs.capabilities().isEmpty()) {
      ArrayNode capabilities = json.putArray("capabilities");
      needs.capabilities().stream().sorted().forEach(capabilities::add);
    }
    if (!needs.labels().isEmpty()) {
      ObjectNode labels = json.putObject("labels");
      new TreeMap<>(needs.labels()).forEach(labels::put);
    }
    return json;
  }
}
