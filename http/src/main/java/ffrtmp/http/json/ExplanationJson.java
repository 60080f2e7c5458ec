package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.Explanation;

/** Why a job waits, or where it went. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** The scheduler's account of a job that it holds. */
  public static ObjectNode of(JobView job, Explanation why) {
    ObjectNode json = head(job, why.summary());
    json.put("position", why.position());
    if (why.reason() != null) json.set("reason", Json.tree(why.reason()));
    ArrayNode nodes = json.putArray("nodes");
    for (Explanation.NodeVerdict verdict : why.nodes()) {
      ObjectNode node = nodes.addObject();
      node.put("node_id", verdict.node().toString());
      node.put("name", verdict.name());
      ArrayNode lacks = node.putArray("lacks");
      verdict.lacks().forEach(lacks::add);
    }
    return json;
  }

  /** A job that the scheduler does not hold: it has ended, or waits for nothing it decides. */
  public static ObjectNode of(JobView job) {
    String status = Json.tree(job.status()).asText();
    ObjectNode json = head(job, "the job is " + status + ": the scheduler has nothing to decide");
    if (job.failureReason() != null) json.set("reason", Json.tree(job.failureReason()));
    if (job.error() != null) json.put("error", job.error());
    if (job.nodeName() != null) json.put("node_name", job.nodeName());
    return json;
  }

  private static ObjectNode head(JobView job, String summary) {
    ObjectNode json = Json.object();
    json.put("job_id", job.id().toString());
    json.set("status", Json.tree(job.status()));
    json.put("summary", summary);
    return json;
  }
}
