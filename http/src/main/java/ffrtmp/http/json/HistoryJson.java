package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.port.HistoryEntry;
import java.util.List;

/** A job's journal on the wire: each event with its number, its cause, and the state after it. */
public final class HistoryJson {
  private HistoryJson() {}

  public static ObjectNode of(JobId job, List<HistoryEntry> history) {
    ObjectNode json = Json.object();
    json.put("job_id", job.toString());
    json.put("count", history.size());
    ArrayNode events = json.putArray("events");
    history.forEach(entry -> events.add(of(entry)));
    return json;
  }

  private static ObjectNode of(HistoryEntry entry) {
    ObjectNode event = (ObjectNode) Json.tree(entry.event());
    ObjectNode json = Json.object();
    json.put("number", entry.number());
    json.set("type", event.remove("type"));
    json.set("at", event.remove("at"));
    json.set("cause", event.remove("cause"));
    json.set("status", Json.tree(entry.status()));
    if (entry.event() instanceof JobEvent.Submitted submitted) mask(event, submitted.spec());
    json.setAll(event);
    return json;
  }

  /** The only event that carries a specification shows it as the job itself does. */
  private static void mask(ObjectNode event, JobSpec spec) {
    event.withObject("/spec").set("parameters", Json.tree(spec.parameters().masked()));
  }
}
