package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.JobPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job on the wire: flat, the members in the order that the API documents, the stream's key
 * masked. Progress is a whole number there, since clients read it into an integer.
 */
public final class JobJson {
  private JobJson() {}

  public static ObjectNode of(JobView job) {
    JobSpec spec = job.spec();
    ObjectNode json = Json.object();
    json.put("id", job.id().toString());
    json.put("sequence_number", job.sequenceNumber());
    put(json, "tenant_id", spec.tenantId());
    put(json, "scenario", spec.scenario());
    put(json, "confidence", spec.confidence());
    put(json, "engine", spec.engine());
    put(json, "classification", spec.classification());
    put(json, "parameters", spec.parameters().masked());
    put(json, "status", job.status());
    put(json, "queue", spec.queue());
    put(json, "priority", spec.priority());
    json.put("progress", (int) job.progress());
    if (job.nodeId() != null) json.put("node_id", job.nodeId().toString());
    put(json, "node_name", job.nodeName());
    if (job.attempt() > 0) json.put("attempt", job.attempt());
    putTimes(json, job);
    putOutcome(json, job);
    putRest(json, job);
    return json;
  }

  /** A page of jobs; {@code cursor} is where the next one starts. */
  public static ObjectNode page(JobPage page, @Nullable String cursor) {
    return list(page.jobs(), cursor);
  }

  private static ObjectNode list(List<JobView> jobs, @Nullable String cursor) {
    ObjectNode json = Json.object();
    json.put("count", jobs.size());
    ArrayNode array = json.putArray("jobs");
    jobs.forEach(job -> array.add(of(job)));
    if (cursor != null) json.put("next_cursor", cursor);
    return json;
  }

  private static void putTimes(ObjectNode json, JobView job) {
    put(json, "created_at", job.createdAt());
    put(json, "queued_at", job.queuedAt());
    put(json, "started_at", job.startedAt());
    put(json, "last_activity_at", job.lastActivityAt());
    put(json, "completed_at", job.completedAt());
  }

  private static void putOutcome(ObjectNode json, JobView job) {
    json.put("retry_count", job.retryCount());
    json.put("max_retries", job.spec().maxRetries());
    put(json, "retry_reason", job.retryReason());
    put(json, "error", job.error());
    put(json, "failure_reason", job.failureReason());
    put(json, "timeout_at", job.timeoutAt());
    put(json, "state_transitions", job.transitions());
    put(json, "result", job.result());
    PlatformSla.put(json, job);
  }

  private static void putRest(ObjectNode json, JobView job) {
    JobSpec spec = job.spec();
    json.set("requirements", RequirementsJson.of(spec.requirements()));
    if (spec.timeout() != null) json.put("timeout_seconds", spec.timeout().toMillis() / 1000.0);
    put(json, "not_before", spec.notBefore());
    if (!spec.ignoredParameters().isEmpty()) {
      put(json, "ignored_parameters", spec.ignoredParameters());
    }
    put(json, "progress_details", job.details());
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) json.putPOJO(name, value);
  }
}
