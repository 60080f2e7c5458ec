package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.problem.FieldError;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a change of rank: another queue, another priority, or both. */
public final class RankReader {
  private RankReader() {}

  /**
   * What was read.
   *
   * @param faults empty when one of the two at least is there and neither is wrong
   */
  public record Read(@Nullable Queue queue, @Nullable Priority priority, List<FieldError> faults) {}

  public static Read read(byte[] json) {
    Faults faults = new Faults();
    JsonNode root = Document.read(json, faults).orElse(null);
    if (root instanceof ObjectNode object) return read(new Fields(object, "", faults), faults);
    if (faults.none()) faults.add("", Document.NO_OBJECT);
    return new Read(null, null, faults.all());
  }

  private static Read read(Fields fields, Faults faults) {
    Queue queue = fields.oneOf("queue", Queue.class);
    Priority priority = fields.oneOf("priority", Priority.class);
    if (queue == null && priority == null) faults.add("", "must name a queue or a priority");
    return new Read(queue, priority, faults.all());
  }
}
