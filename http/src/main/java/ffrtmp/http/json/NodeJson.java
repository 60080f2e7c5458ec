package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.port.NodeInfo;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node on the wire, the members in the order that the API documents. */
public final class NodeJson {
  private NodeJson() {}

  public static ObjectNode of(NodeInfo info) {
    NodeFacts facts = info.node().facts();
    ObjectNode json = Json.object();
    json.put("id", info.node().id().toString());
    json.put("name", facts.name());
    json.put("address", facts.address());
    json.put("type", facts.type());
    putHardware(json, info, facts);
    ObjectNode labels = json.putObject("labels");
    new TreeMap<>(facts.labels()).forEach(labels::put);
    put(json, "status", info.status());
    put(json, "last_heartbeat", info.lastHeartbeat());
    put(json, "registered_at", info.node().registeredAt());
    putJobs(json, info);
    json.put("max_concurrent_jobs", facts.maxConcurrentJobs());
    put(json, "ffmpeg_version", facts.ffmpegVersion());
    put(json, "transport", facts.transport());
    ArrayNode capabilities = json.putArray("capabilities");
    facts.capabilities().stream().sorted().forEach(capabilities::add);
    put(json, "drain_deadline", info.node().drainDeadline());
    return json;
  }

  public static ObjectNode list(List<NodeInfo> nodes) {
    ObjectNode json = Json.object();
    json.put("count", nodes.size());
    ArrayNode array = json.putArray("nodes");
    nodes.forEach(node -> array.add(of(node)));
    return json;
  }

  private static void putHardware(ObjectNode json, NodeInfo info, NodeFacts facts) {
    json.put("cpu_threads", facts.cpuThreads());
    put(json, "cpu_model", facts.cpuModel());
    put(json, "cpu_load_percent", info.vitals().cpuLoadPercent());
    json.put("has_gpu", facts.gpuCount() > 0);
    put(json, "gpu_type", facts.gpuType());
    json.put("gpu_count", facts.gpuCount());
    put(json, "gpu_capabilities", facts.gpuCapabilities());
    json.put("ram_total_bytes", facts.ramTotalBytes());
    put(json, "ram_free_bytes", info.vitals().ramFreeBytes());
  }

  private static void putJobs(ObjectNode json, NodeInfo info) {
    if (!info.currentJobs().isEmpty()) {
      json.put("current_job_id", info.currentJobs().get(0).toString());
    }
    ArrayNode jobs = json.putArray("current_job_ids");
    info.currentJobs().forEach(job -> jobs.add(job.toString()));
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) json.set(name, Json.tree(value));
  }
}
