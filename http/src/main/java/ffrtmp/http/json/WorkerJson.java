package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.NodeInfo;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.WorkerAnswer;
import org.jspecify.annotations.Nullable;

/** What workers are answered. */
public final class WorkerJson {
  private WorkerJson() {}

  /** The node, and how long the worker may go on without another answer. */
  public static ObjectNode registered(NodeInfo node, WorkerAnswer.Lease lease) {
    ObjectNode json = NodeJson.of(node);
    json.put("epoch", node.node().epoch());
    return put(json, lease);
  }

  public static ObjectNode beaten(WorkerAnswer.Beaten beaten) {
    ObjectNode json = Json.object();
    json.put("node_id", beaten.node().id().toString());
    json.put("status", beaten.node().draining() ? "draining" : "available");
    json.put("epoch", beaten.node().epoch());
    put(json, beaten.lease());
    ArrayNode orders = json.putArray("commands");
    for (Order order : beaten.orders()) {
      orders
          .addObject()
          .put("job_id", order.job().toString())
          .put("attempt", order.attempt())
          .set("command", Json.tree(order.command()));
    }
    return json;
  }

  /** The job with all that is needed to run it, and so with its stream's key; absent: null. */
  public static ObjectNode handedOut(@Nullable JobView job) {
    ObjectNode json = Json.object();
    if (job == null) {
      json.putNull("job");
      return json;
    }
    ObjectNode complete = JobJson.of(job);
    complete.set("parameters", Json.tree(job.spec().parameters()));
    json.set("job", complete);
    return json;
  }

  public static ObjectNode heard(WorkerAnswer.Heard heard) {
    ObjectNode json = Json.object();
    json.put("job_id", heard.job().id().toString());
    json.set("command", Json.tree(heard.command()));
    return json;
  }

  /** As the old agents know it, to the letter. */
  public static ObjectNode result(JobView job, boolean failed) {
    ObjectNode json = Json.object();
    boolean retrying = failed && !job.status().terminal();
    if (retrying) {
      json.put("max_retries", job.spec().maxRetries());
      json.put("retry", job.retryCount());
    }
    json.put("status", retrying ? "retrying" : "success");
    return json;
  }

  public static ObjectNode left(NodeId node) {
    ObjectNode json = Json.object();
    json.put("node_id", node.toString());
    json.put("status", "offline");
    return json;
  }

  private static ObjectNode put(ObjectNode json, WorkerAnswer.Lease lease) {
    json.put("heartbeat_interval_seconds", lease.heartbeat().toMillis() / 1000.0);
    json.put("lease_seconds", lease.duration().toMillis() / 1000.0);
    return json;
  }
}
